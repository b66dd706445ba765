package dev.natter.gateway.http;

import dev.natter.net.HttpAnswer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** One file as it is served: as it is, and packed where the build packed it. */
final class ClientFile {

  /**
   * The page runs its own files and talks to its own server; strings never become code or markup,
   * but for the address of its service worker. Pictures may also be ones that it makes itself.
   */
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data: blob:",
          "font-src 'self'",
          "connect-src 'self'",
          "manifest-src 'self'",
          "worker-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types natter");

  /** What the page never asks for. */
  private static final String PERMISSIONS =
      "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

  private final HttpAnswer plain;
  private final Optional<HttpAnswer> gzip;
  private final Optional<HttpAnswer> brotli;
  private final String etag;

  private ClientFile(
      HttpAnswer plain, Optional<HttpAnswer> gzip, Optional<HttpAnswer> brotli, String etag) {
    this.plain = plain;
    this.gzip = gzip;
    this.brotli = brotli;
    this.etag = etag;
  }

  /**
   * A file.
   *
   * @param contents of all files by path; {@code .gz} and {@code .br} beside it are its packed
   *     forms
   */
  static ClientFile of(String path, Map<String, byte[]> contents) {
    byte[] bytes = contents.getOrDefault(path, new byte[0]);
    String etag = "\"" + digest(bytes) + "\"";
    HttpAnswer plain =
        new HttpAnswer(200, contentType(path), bytes, Map.of())
            .with("ETag", etag)
            .with("Vary", "Accept-Encoding")
            .with("Cache-Control", cacheControl(path));
    if (path.endsWith(".html")) {
      plain =
          plain
              .with("Content-Security-Policy", POLICY)
              // Without TLS its polling says by nothing else that it is the same page.
              .with("Referrer-Policy", "same-origin")
              .with("Permissions-Policy", PERMISSIONS)
              .with("Cross-Origin-Opener-Policy", "same-origin")
              .with("X-Frame-Options", "DENY");
    }
    return new ClientFile(
        plain,
        packed(plain, contents, path + ".gz", "gzip"),
        packed(plain, contents, path + ".br", "br"),
        etag);
  }

  /** The file in the best form that the client takes, or that it has it already. */
  HttpAnswer answer(String ifNoneMatch, String acceptEncoding) {
    if (knows(ifNoneMatch)) {
      return new HttpAnswer(304, plain.contentType(), new byte[0], plain.headers());
    }
    if (brotli.isPresent() && Encodings.accepts(acceptEncoding, "br")) {
      return brotli.get();
    }
    return Encodings.accepts(acceptEncoding, "gzip") ? gzip.orElse(plain) : plain;
  }

  private boolean knows(String ifNoneMatch) {
    for (String tag : ifNoneMatch.split(",", -1)) {
      String strong = tag.strip().replaceFirst("^W/", "");
      if (strong.equals(etag) || strong.equals("*")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<HttpAnswer> packed(
      HttpAnswer plain, Map<String, byte[]> contents, String path, String encoding) {
    return Optional.ofNullable(contents.get(path))
        .map(
            bytes ->
                new HttpAnswer(200, plain.contentType(), bytes, plain.headers())
                    .with("Content-Encoding", encoding));
  }

  /** Only what carries a digest of its content in its name may be kept without asking. */
  private static String cacheControl(String path) {
    return path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  }

  private static String contentType(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return switch (extension) {
      case "html" -> "text/html; charset=utf-8";
      case "js", "mjs" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "json", "map" -> "application/json";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "ico" -> "image/x-icon";
      case "woff2" -> "font/woff2";
      case "webmanifest" -> "application/manifest+json";
      case "yaml" -> "application/yaml";
      case "txt" -> "text/plain; charset=utf-8";
      default -> "application/octet-stream";
    };
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha).substring(0, 22);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
