package dev.natter.gateway.http;

import dev.natter.net.HttpAnswer;
import dev.natter.wire.MalformedException;
import java.util.concurrent.CompletionStage;

/** What one row of the API does. */
@FunctionalInterface
interface Operation {

  /**
   * Answers a request, now or later; returns at once.
   *
   * @throws MalformedException if the request is not of the shape asked for
   */
  CompletionStage<HttpAnswer> answer(ApiRequest request) throws MalformedException;
}
