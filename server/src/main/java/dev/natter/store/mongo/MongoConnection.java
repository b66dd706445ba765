package dev.natter.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's client for one database, real or embedded, and what is known of its health.
 *
 * <p>A circuit breaker opens when half of the last operations failed; then nobody waits for the
 * database until a ping of our own has succeeded, which is tried twice a second. A ping also runs
 * now and then in quiet times, so that readiness tells the truth before the first message fails.
 *
 * <p>Thread: any.
 */
public final class MongoConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MongoConnection.class);

  private static final int WINDOW_OPERATIONS = 4;
  private static final int MIN_OPERATIONS = 2;
  private static final float FAILURE_PERCENT = 50;
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  /** Never dialled: the embedded server's sockets are made in memory. */
  private static final MongoSettings EMBEDDED =
      MongoSettings.of("mongodb://127.0.0.1:1/natter").withStartTimeout(Duration.ofMinutes(1));

  private final MongoClient client;
  private final MongoDatabase database;
  private final CircuitBreaker breaker;
  private final ScheduledExecutorService probe;
  private final Duration operationTimeout;
  private final Duration startTimeout;
  private final int quietRounds;
  private @Nullable Future<?> probing;
  private int round;

  private MongoConnection(MongoSettings settings, MongoClientSettings clientSettings) {
    operationTimeout = settings.operationTimeout();
    startTimeout = settings.startTimeout();
    quietRounds = Math.max(1, (int) settings.heartbeat().dividedBy(RETRY_INTERVAL));
    client = MongoClients.create(clientSettings);
    database = client.getDatabase(settings.database());
    breaker = CircuitBreaker.of("store", breakerConfig());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == State.CLOSED) {
                log.info("The store answers again");
              }
            });
    probe =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "natter-store-probe");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A connection to the embedded database; closing it leaves that open. */
  public static MongoConnection embedded(EmbeddedMongo mongo) throws StoreUnavailableException {
    return over(mongo.transport());
  }

  static MongoConnection over(InProcessTransport transport) throws StoreUnavailableException {
    MongoClientSettings clientSettings =
        clientSettings(EMBEDDED)
            .applyToSslSettings(
                tls -> tls.enabled(true).invalidHostNameAllowed(true).context(transport.context()))
            .build();
    return open(EMBEDDED, clientSettings, "The embedded database does not answer");
  }

  /** A connection to a MongoDB server or cluster, which must answer now. */
  public static MongoConnection to(MongoSettings settings) throws StoreUnavailableException {
    MongoClientSettings clientSettings;
    try {
      clientSettings = clientSettings(settings).build();
    } catch (MongoException | IllegalArgumentException e) {
      throw new StoreUnavailableException(
          "The address of MongoDB at " + settings.hosts() + " cannot be looked up.", e);
    }
    return open(settings, clientSettings, "MongoDB at " + settings.hosts() + " does not answer");
  }

  private static MongoConnection open(
      MongoSettings settings, MongoClientSettings clientSettings, String complaint)
      throws StoreUnavailableException {
    MongoConnection connection = new MongoConnection(settings, clientSettings);
    try {
      connection.ping(settings.startTimeout());
    } catch (MongoSecurityException e) {
      connection.close();
      throw new StoreUnavailableException(
          "MongoDB at " + settings.hosts() + " refuses the user or password.", e);
    } catch (MongoException e) {
      connection.close();
      throw new StoreUnavailableException(complaint + "; is it running and reachable?", e);
    }
    connection.startProbe();
    return connection;
  }

  /**
   * Writes wait for a majority and its journal, and answers come from what a majority has: an
   * acknowledged message cannot be taken back by an election. An operation's own timeout also
   * bounds its search for a server, so the long selection timeout counts at the start alone.
   */
  private static MongoClientSettings.Builder clientSettings(MongoSettings settings) {
    int timeout = (int) settings.operationTimeout().toMillis();
    long selection = settings.startTimeout().toMillis();
    long heartbeat = settings.heartbeat().toMillis();
    return MongoClientSettings.builder()
        .applyConnectionString(new ConnectionString(settings.uri()))
        .applicationName("natter")
        .retryWrites(true)
        .writeConcern(WriteConcern.MAJORITY.withJournal(true))
        .readConcern(ReadConcern.MAJORITY)
        .readPreference(ReadPreference.primary())
        .timeout(timeout, TimeUnit.MILLISECONDS)
        .applyToClusterSettings(
            cluster -> cluster.serverSelectionTimeout(selection, TimeUnit.MILLISECONDS))
        .applyToSocketSettings(socket -> socket.connectTimeout(timeout, TimeUnit.MILLISECONDS))
        .applyToServerSettings(
            server ->
                server
                    .heartbeatFrequency(heartbeat, TimeUnit.MILLISECONDS)
                    .minHeartbeatFrequency(heartbeat / 4, TimeUnit.MILLISECONDS))
        .applyToConnectionPoolSettings(pool -> pool.maxSize(settings.maxPoolSize()));
  }

  private static CircuitBreakerConfig breakerConfig() {
    return CircuitBreakerConfig.custom()
        .slidingWindowType(SlidingWindowType.COUNT_BASED)
        .slidingWindowSize(WINDOW_OPERATIONS)
        .minimumNumberOfCalls(MIN_OPERATIONS)
        .failureRateThreshold(FAILURE_PERCENT)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitDurationInOpenState(RETRY_INTERVAL)
        .build();
  }

  private void startProbe() {
    long interval = RETRY_INTERVAL.toMillis();
    probing = probe.scheduleWithFixedDelay(this::probe, interval, interval, TimeUnit.MILLISECONDS);
  }

  private void probe() {
    round++;
    boolean due = !available() || round % quietRounds == 0;
    if (!due || !breaker.tryAcquirePermission()) {
      return;
    }
    long start = System.nanoTime();
    try {
      ping(operationTimeout);
      succeeded(start);
    } catch (RuntimeException e) {
      // Whatever it was: the next ping must come.
      failed(start, e);
    }
  }

  private void ping(Duration timeout) {
    database
        .withTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .runCommand(new BsonDocument("ping", new BsonInt32(1)));
  }

  MongoDatabase database() {
    return database;
  }

  Duration operationTimeout() {
    return operationTimeout;
  }

  Duration startTimeout() {
    return startTimeout;
  }

  /** Whether the database answered lately, so that it is worth waiting for. */
  boolean available() {
    return breaker.getState() == State.CLOSED;
  }

  /** Notes that the database answered, even if it refused a document. */
  void succeeded(long startNanos) {
    breaker.onSuccess(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
  }

  /** Notes that the database did not answer or could not do what it was asked. */
  void failed(long startNanos, Throwable cause) {
    boolean before = available();
    breaker.onError(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS, cause);
    if (before && !available()) {
      log.warn("The store is away; messages are refused until it answers again: {}", reason(cause));
    }
  }

  private static String reason(Throwable cause) {
    return cause.getClass().getSimpleName();
  }

  /** Idempotent. */
  @Override
  public void close() {
    if (probing != null) {
      probing.cancel(true);
    }
    probe.shutdownNow();
    client.close();
  }
}
