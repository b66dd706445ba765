package dev.natter.net;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * The reverse proxies that are believed when they say, by {@code X-Forwarded-For}, where a request
 * came from. Each proxy adds who it was asked by at the end; so the client is the last address
 * there that is no proxy's, and what stands before that is the client's own talk.
 *
 * <p>Thread: any; immutable.
 */
public final class TrustedProxies {

  /** Nobody is believed: a client is who connects. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  /** The most networks. */
  public static final int MAX_NETWORKS = 100;

  /** The most addresses of a request that are looked at. */
  private static final int MAX_HOPS = 20;

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final int BITS_OF_A_BYTE = 8;

  private final List<IpSubnetFilterRule> networks;

  private TrustedProxies(List<IpSubnetFilterRule> networks) {
    this.networks = networks;
  }

  /**
   * Proxies of these networks.
   *
   * @param networks addresses, {@code 127.0.0.1} or {@code ::1}, or networks, {@code 10.0.0.0/8}
   * @throws IllegalArgumentException when one is neither, with a sentence
   */
  public static TrustedProxies of(List<String> networks) {
    if (networks.size() > MAX_NETWORKS) {
      throw new IllegalArgumentException("at most " + MAX_NETWORKS + " can be named");
    }
    return new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
  }

  private static IpSubnetFilterRule network(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
    if (address.isPresent()) {
      int bits = address.get().getAddress().length * BITS_OF_A_BYTE;
      String prefix = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
      if (prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= bits) {
        return new IpSubnetFilterRule(
            address.get(), Integer.parseInt(prefix), IpFilterRuleType.ACCEPT);
      }
    }
    throw new IllegalArgumentException("a proxy is as 127.0.0.1, ::1 or 10.0.0.0/8");
  }

  /** Whether that is one of them. */
  public boolean include(InetSocketAddress address) {
    return networks.stream().anyMatch(network -> network.matches(address));
  }

  /**
   * Who asks: the peer, unless that is one of these and says otherwise.
   *
   * @param headers those of the request
   * @return with the peer's port, whoever it is
   */
  public InetSocketAddress client(InetSocketAddress peer, HttpHeaders headers) {
    InetSocketAddress client = peer;
    if (!include(peer)) {
      return client;
    }
    String[] told = String.join(",", headers.getAll(FORWARDED_FOR)).split(",", -1);
    for (int i = told.length - 1; i >= Math.max(0, told.length - MAX_HOPS); i--) {
      Optional<InetAddress> hop = address(withoutPort(told[i].strip()));
      if (hop.isEmpty()) {
        return client;
      }
      client = new InetSocketAddress(hop.get(), peer.getPort());
      if (!include(client)) {
        return client;
      }
    }
    return client;
  }

  /** Some proxies write a port as well: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String address) {
    if (address.startsWith("[")) {
      int end = address.indexOf(']');
      return end < 0 ? address : address.substring(1, end);
    }
    int colon = address.indexOf(':');
    return colon >= 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
  }

  private static Optional<InetAddress> address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
