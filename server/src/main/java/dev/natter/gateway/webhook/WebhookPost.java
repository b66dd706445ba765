package dev.natter.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.chat.Message;
import dev.natter.chat.Webhook;
import dev.natter.wire.WebhookCall;
import dev.natter.wire.WireCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts one message to one webhook: signed, without following redirects, and never to an address of
 * this machine or its network unless that is allowed.
 *
 * <p>Thread: one that may block, for at most the time limit.
 */
public final class WebhookPost {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final String ALGORITHM = "HmacSHA256";

  private final boolean inside;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * A way out.
   *
   * @param inside whether addresses of this machine and of private networks may be called
   */
  public WebhookPost(boolean inside, Clock clock) {
    this.inside = inside;
    this.clock = clock;
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
      URI address = URI.create(hook.address());
      if (!inside && isInside(address)) {
        return Outcome.failed("Its address is one of a private network; see --webhooks-inside.");
      }
      HttpResponse<InputStream> response =
          http.send(request(hook, message, address), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        String answer = new String(body.readNBytes(MAX_ANSWER_BYTES), UTF_8);
        return response.statusCode() / 100 == 2
            ? new Outcome(Optional.empty(), answer)
            : Outcome.failed("It answered " + response.statusCode() + ".");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed("The server is stopping.");
    } catch (UnknownHostException e) {
      return Outcome.failed("Its address is unknown.");
    } catch (IOException | IllegalArgumentException e) {
      return Outcome.failed("It could not be reached: " + e.getClass().getSimpleName() + ".");
    }
  }

  private HttpRequest request(Webhook hook, Message message, URI address) {
    String body = WireCodec.json(WebhookCall.of(hook, message));
    String time = Long.toString(clock.instant().getEpochSecond());
    return HttpRequest.newBuilder(address)
        .timeout(ANSWER)
        .header("Content-Type", "application/json")
        .header("User-Agent", "Natter")
        .header("X-Natter-Delivery", hook.id().value() + ":" + message.sequence())
        .header("X-Natter-Timestamp", time)
        .header("X-Natter-Signature", "sha256=" + signature(hook.secret(), time + "." + body))
        .POST(BodyPublishers.ofString(body))
        .build();
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

  private static boolean isInside(URI address) throws UnknownHostException {
    String host = address.getHost();
    if (host == null) {
      throw new UnknownHostException();
    }
    for (InetAddress each : InetAddress.getAllByName(host)) {
      if (isInside(each)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Loopback, link-local, private, shared (100.64/10), unique local (fc00::/7), and what is none.
   */
  static boolean isInside(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    boolean nowhere = bytes.length == 4 && bytes[0] == 0;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || shared
        || uniqueLocal
        || nowhere;
  }
}
