package dev.natter.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.chat.Message;
import dev.natter.chat.Webhook;
import dev.natter.wire.WebhookCall;
import dev.natter.wire.WireCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;

/**
 * Posts one message to one webhook: signed, without following redirects, and never to an address of
 * this machine or its network unless that is allowed. A name is looked up once; what was found is
 * what is checked and what is called.
 *
 * <p>Thread: one that may block, for at most the time limit.
 */
public final class WebhookPost implements AutoCloseable {

  private static final String ALGORITHM = "HmacSHA256";

  private final boolean inside;
  private final Clock clock;
  private final Names names;
  private final PinnedClient client;

  /** What finds the addresses of a host. */
  @FunctionalInterface
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /**
   * A way out.
   *
   * @param inside whether addresses of this machine and of private networks may be called
   */
  public WebhookPost(boolean inside, Clock clock) {
    this(inside, clock, InetAddress::getAllByName, () -> JavasTrust.CONTEXT);
  }

  WebhookPost(boolean inside, Clock clock, Names names, Supplier<SslContext> tls) {
    this.inside = inside;
    this.clock = clock;
    this.names = names;
    this.client = new PinnedClient(tls);
  }

  /** Whom Java trusts; made when it is first needed. */
  private static final class JavasTrust {
    private static final SslContext CONTEXT = context();

    private static SslContext context() {
      try {
        return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
      } catch (SSLException e) {
        throw new IllegalStateException("every Java platform has TLS", e);
      }
    }
  }

  /**
   * What became of a post.
   *
   * @param fault why it counts as failed; empty if it does not
   * @param answer what was answered, cut at a limit
   */
  record Outcome(Optional<String> fault, String answer) {
    static Outcome failed(String why) {
      return new Outcome(Optional.of(why), "");
    }
  }

  Outcome send(Webhook hook, Message message) {
    try {
      URI uri = URI.create(hook.address());
      if (uri.getHost() == null) {
        throw new UnknownHostException();
      }
      InetAddress[] addresses = names.addresses(PinnedClient.name(uri));
      if (!inside && Stream.of(addresses).anyMatch(WebhookPost::isInside)) {
        return Outcome.failed("Its address is one of a private network; see --webhooks-inside.");
      }
      String body = WireCodec.json(WebhookCall.of(hook, message));
      PinnedClient.Reply reply = client.post(addresses[0], uri, headers(hook, message, body), body);
      return reply.status() / 100 == 2
          ? new Outcome(Optional.empty(), reply.body())
          : Outcome.failed("It answered " + reply.status() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed("The server is stopping.");
    } catch (UnknownHostException e) {
      return Outcome.failed("Its address is unknown.");
    } catch (IOException | IllegalArgumentException e) {
      return Outcome.failed("It could not be reached: " + reason(e) + ".");
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName();
  }

  private Map<String, String> headers(Webhook hook, Message message, String body) {
    String time = Long.toString(clock.instant().getEpochSecond());
    return Map.of(
        "Content-Type",
        "application/json",
        "User-Agent",
        "Natter",
        "X-Natter-Delivery",
        hook.id().value() + ":" + message.sequence(),
        "X-Natter-Timestamp",
        time,
        "X-Natter-Signature",
        "sha256=" + signature(hook.secret(), time + "." + body));
  }

  static String signature(String secret, String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /**
   * Loopback, link-local, private, shared (100.64/10), unique local (fc00::/7), reserved (240/4),
   * what is none, and what leads to one of these by another way of writing (NAT64, 6to4).
   */
  static boolean isInside(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    boolean nowhere = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xF0) == 0xF0);
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || shared
        || uniqueLocal
        || nowhere
        || within(bytes).filter(WebhookPost::isInside).isPresent();
  }

  /** The IPv4 address that an IPv6 address stands for, if it does. */
  private static Optional<InetAddress> within(byte[] bytes) {
    String six = bytes.length == 16 ? HexFormat.of().formatHex(bytes) : "";
    int from = -1;
    if (six.startsWith("0064ff9b") || six.startsWith("000000000000000000000000")) {
      from = 12;
    } else if (six.startsWith("2002")) {
      from = 2;
    }
    try {
      return from < 0
          ? Optional.empty()
          : Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has four bytes", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
