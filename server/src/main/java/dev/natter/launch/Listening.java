package dev.natter.launch;

import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** What is said about the addresses that are listened on. */
final class Listening {

  private Listening() {}

  /**
   * The sentence for a failed start of a listener.
   *
   * @param flag the flag that names another port
   */
  static String refusal(String host, int port, String flag, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String reason = String.valueOf(cause.getMessage());
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "There is no address '%s'; set one of this machine with --host."
            .formatted(Line.of(host));
      }
      if (cause instanceof BindException && reason.contains("in use")) {
        return "Port %d is in use; choose another with %s.".formatted(port, flag);
      }
      if (cause instanceof BindException && reason.contains("assign requested address")) {
        return "The address '%s' is not one of this machine; set one that is with --host."
            .formatted(Line.of(host));
      }
      if (reason.contains("Permission denied")) {
        return "Port %d needs more rights than this user has; choose another with %s."
            .formatted(port, flag);
      }
    }
    return "%s:%d cannot be listened on (%s); choose another with %s."
        .formatted(Line.of(host), port, failure.getClass().getSimpleName(), flag);
  }

  /**
   * An address as its users write it.
   *
   * @param scheme without the letter for encryption
   */
  static String address(String scheme, Settings settings, int port) {
    String encrypted = settings.tls().isPresent() ? "s" : "";
    return scheme + encrypted + "://" + name(settings.host()) + ":" + port;
  }

  /** The host as somebody on this machine writes it in an address. */
  private static String name(String host) {
    if (host.equals("0.0.0.0") || host.equals("::") || host.equals("127.0.0.1")) {
      return "localhost";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
