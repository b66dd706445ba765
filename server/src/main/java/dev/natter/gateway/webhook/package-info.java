/** Calls: tells webhooks over HTTP what was posted, and posts what commands answer. */
@NullMarked
package dev.natter.gateway.webhook;

import org.jspecify.annotations.NullMarked;
