package dev.natter.gateway.http;

import io.netty.handler.codec.http.HttpMethod;

/**
 * One row of the API. Every row stands in the OpenAPI document as well.
 *
 * @param path with parameters in braces
 * @param maxBodyBytes the largest body that it takes
 */
record ApiRow(HttpMethod method, String path, int maxBodyBytes, Operation operation) {

  /** The most bytes of a JSON body: a message of the largest size, with every character escaped. */
  static final int MAX_JSON_BYTES = 512 * 1024;

  static ApiRow get(String path, Operation operation) {
    return new ApiRow(HttpMethod.GET, path, 0, operation);
  }

  static ApiRow post(String path, Operation operation) {
    return new ApiRow(HttpMethod.POST, path, MAX_JSON_BYTES, operation);
  }

  static ApiRow put(String path, Operation operation) {
    return new ApiRow(HttpMethod.PUT, path, MAX_JSON_BYTES, operation);
  }

  static ApiRow patch(String path, Operation operation) {
    return new ApiRow(HttpMethod.PATCH, path, MAX_JSON_BYTES, operation);
  }

  static ApiRow delete(String path, Operation operation) {
    return new ApiRow(HttpMethod.DELETE, path, MAX_JSON_BYTES, operation);
  }
}
