package dev.natter.gateway.http;

import dev.natter.net.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Packs an answer that is made afresh; files come packed already. */
final class Gzip {

  private static final int THRESHOLD_BYTES = 1024;

  private Gzip() {}

  /** The answer, packed if that is worth it and the client takes it. */
  static HttpAnswer packed(HttpAnswer answer, String acceptEncoding) {
    HttpAnswer varied = answer.with("Vary", "Accept-Encoding");
    if (answer.body().length < THRESHOLD_BYTES || !Encodings.accepts(acceptEncoding, "gzip")) {
      return varied;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream(answer.body().length / 2);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HttpAnswer(
            varied.status(), varied.contentType(), packed.toByteArray(), varied.headers())
        .with("Content-Encoding", "gzip");
  }
}
