package dev.natter.store.mongo;

import com.mongodb.ConnectionString;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to reach MongoDB and how long to wait for it.
 *
 * @param uri a connection string; its database, or {@value #DEFAULT_DATABASE}, holds everything
 * @param operationTimeout the most time that one operation takes, in whatever state the server is
 * @param startTimeout the most time to wait for the server at the start
 * @param heartbeat how often a server is looked after; four times as often while it is away
 * @param maxPoolSize the most connections to one server
 */
public record MongoSettings(
    String uri,
    Duration operationTimeout,
    Duration startTimeout,
    Duration heartbeat,
    int maxPoolSize) {

  static final String DEFAULT_DATABASE = "natter";

  private static final String BY_DNS = "mongodb+srv://";
  private static final Pattern PATH = Pattern.compile("//[^/?]*/([^/?.]+)");

  private static final Duration OPERATION_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final int DEFAULT_POOL_SIZE = 32;

  public MongoSettings {
    // What an address by DNS stands for is looked up when it is needed, not here.
    if (!uri.startsWith(BY_DNS)) {
      parsed(uri);
    }
  }

  /** The address with the limits that suit most. */
  public static MongoSettings of(String uri) {
    return new MongoSettings(uri, OPERATION_TIMEOUT, START_TIMEOUT, HEARTBEAT, DEFAULT_POOL_SIZE);
  }

  /** The same with another patience at the start. */
  MongoSettings withStartTimeout(Duration timeout) {
    return new MongoSettings(uri, operationTimeout, timeout, heartbeat, maxPoolSize);
  }

  String database() {
    if (!uri.startsWith(BY_DNS)) {
      String database = parsed(uri).getDatabase();
      return database == null ? DEFAULT_DATABASE : database;
    }
    Matcher path = PATH.matcher(uri);
    return path.find() ? path.group(1) : DEFAULT_DATABASE;
  }

  /** Where it connects to, without credentials. */
  public String hosts() {
    if (!uri.startsWith(BY_DNS)) {
      return String.join(", ", parsed(uri).getHosts());
    }
    String authority = uri.substring(BY_DNS.length()).split("[/?]", 2)[0];
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  private static ConnectionString parsed(String uri) {
    try {
      return new ConnectionString(uri);
    } catch (IllegalArgumentException e) {
      // The driver's own sentence may quote the password.
      throw new IllegalArgumentException(
          "a MongoDB address looks like mongodb://host:27017/natter or mongodb+srv://host/natter",
          e);
    }
  }

  @Override
  public String toString() {
    return "MongoSettings[" + hosts() + "/" + database() + "]";
  }
}
