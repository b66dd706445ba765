package dev.natter.net;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All routes of a listener. Where several match, an exact path goes before one with parameters,
 * that before a beginning, and of two of a kind the earlier one.
 */
final class RouteTable {

  private final Map<String, Place> exact = new LinkedHashMap<>();
  private final Map<String, Place> templates = new LinkedHashMap<>();
  private final List<HttpRoute> prefixes = new ArrayList<>();

  RouteTable(List<HttpRoute> routes) {
    for (HttpRoute route : routes) {
      if (route.isPrefix()) {
        prefixes.add(route);
      } else {
        Map<String, Place> places = PathTemplate.isTemplate(route.path()) ? templates : exact;
        places
            .computeIfAbsent(route.path(), path -> new Place(PathTemplate.of(path)))
            .routes
            .putIfAbsent(route.method(), route);
      }
    }
  }

  /** All routes of one path. */
  private static final class Place {
    private final PathTemplate template;
    private final Map<HttpMethod, HttpRoute> routes = new LinkedHashMap<>();

    private Place(PathTemplate template) {
      this.template = template;
    }
  }

  /**
   * What stands at an address.
   *
   * @param routes by method
   * @param parameters of the path, decoded
   */
  record Found(Map<HttpMethod, HttpRoute> routes, Map<String, String> parameters) {

    Optional<HttpRoute> route(HttpMethod method) {
      HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
      return Optional.ofNullable(routes.get(asked));
    }

    /** The methods that are answered, HEAD after GET. */
    List<String> methods() {
      return routes.keySet().stream()
          .flatMap(
              method ->
                  method.equals(HttpMethod.GET)
                      ? Stream.of("GET", "HEAD")
                      : Stream.of(method.name()))
          .toList();
    }
  }

  /** What stands at an address; empty if nothing or if it cannot be read. */
  Optional<Found> find(QueryStringDecoder uri) {
    try {
      Place place = exact.get(uri.path());
      if (place != null) {
        return Optional.of(new Found(place.routes, Map.of()));
      }
      for (Place candidate : templates.values()) {
        Optional<Map<String, String>> parameters = candidate.template.match(uri.rawPath());
        if (parameters.isPresent()) {
          return Optional.of(new Found(candidate.routes, parameters.get()));
        }
      }
      return prefixes.stream()
          .filter(route -> route.matches(uri.path()))
          .findFirst()
          .map(route -> new Found(Map.of(route.method(), route), Map.of()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
