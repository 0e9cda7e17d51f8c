// SPDX-License-Identifier: Apache-2.0
/**
 * From the values of the official NATS chart (nats-io/k8s, helm/charts/nats, read at 2.14.2) to a
 * NatsCluster. Nothing is dropped silently: every given key gets a note.
 */
@NullMarked
package dev.flotilla.nats.chart;

import org.jspecify.annotations.NullMarked;
