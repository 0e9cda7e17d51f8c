// SPDX-License-Identifier: Apache-2.0
/** Where sets are kept: a folder, or storage that speaks the S3 API. */
@NullMarked
package dev.flotilla.backup.storage;

import org.jspecify.annotations.NullMarked;
