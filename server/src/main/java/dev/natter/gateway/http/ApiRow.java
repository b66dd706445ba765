package dev.natter.gateway.http;

import io.netty.handler.codec.http.HttpMethod;

/**
 * One row of the API. Every row stands in the OpenAPI document as well.
 *
 * @param path with parameters in braces
 * @param maxBodyBytes the largest body that it takes
 * @param forAll whether nobody need be recognised: anybody may ask, or the request itself shows
 *     that it may be made
 */
record ApiRow(
    HttpMethod method, String path, int maxBodyBytes, boolean forAll, Operation operation) {

  /** The most bytes of a JSON body: a message of the largest size, with every character escaped. */
  static final int MAX_JSON_BYTES = 512 * 1024;

  static ApiRow get(String path, Operation operation) {
    return new ApiRow(HttpMethod.GET, path, 0, false, operation);
  }

  static ApiRow post(String path, Operation operation) {
    return post(path, MAX_JSON_BYTES, operation);
  }

  static ApiRow post(String path, int maxBodyBytes, Operation operation) {
    return new ApiRow(HttpMethod.POST, path, maxBodyBytes, false, operation);
  }

  static ApiRow put(String path, Operation operation) {
    return new ApiRow(HttpMethod.PUT, path, MAX_JSON_BYTES, false, operation);
  }

  static ApiRow patch(String path, Operation operation) {
    return new ApiRow(HttpMethod.PATCH, path, MAX_JSON_BYTES, false, operation);
  }

  static ApiRow delete(String path, Operation operation) {
    return new ApiRow(HttpMethod.DELETE, path, MAX_JSON_BYTES, false, operation);
  }

  /** The same, for which nobody need be recognised. */
  ApiRow openToAll() {
    return new ApiRow(method, path, maxBodyBytes, true, operation);
  }
}
