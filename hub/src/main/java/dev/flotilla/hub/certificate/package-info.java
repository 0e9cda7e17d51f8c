// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.hub.certificate;

import org.jspecify.annotations.NullMarked;
