/**
 * Answers HTTP: the web client's files, the REST API, health.
 *
 * <p>The API is a table: each {@code *Routes} class lists its rows, {@link
 * dev.natter.gateway.http.RestApi} recognises the caller and runs them, and the OpenAPI document
 * beside them describes every one.
 */
@NullMarked
package dev.natter.gateway.http;

import org.jspecify.annotations.NullMarked;
