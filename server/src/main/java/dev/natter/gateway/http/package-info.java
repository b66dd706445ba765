/** Answers HTTP: the web client's files, history, health. */
@NullMarked
package dev.natter.gateway.http;

import org.jspecify.annotations.NullMarked;
