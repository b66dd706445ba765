package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.util.ReflectionUtils;
import org.slf4j.LoggerFactory;

/**
 * Every measured defect has a case that fails on netty-socketio as it comes: the cases below are
 * held against {@link StockServer}, and each must fail. {@code -Dnatter.stock.patience=10} gives
 * the library as many seconds as our own engine has to answer, one case after the other, and tells
 * how each fails.
 */
class StockDefectsIT {

  private static final int PATIENCE_SECONDS = Integer.getInteger("natter.stock.patience", 0);
  private static final boolean TELLS = PATIENCE_SECONDS > 0;
  private static final Duration PATIENCE = Duration.ofSeconds(TELLS ? PATIENCE_SECONDS : 2);
  private static final int WORKERS = TELLS ? 1 : 4;

  private static final ExecutorService POOL = Executors.newFixedThreadPool(WORKERS);
  private static final Queue<StockServer> SERVERS = new ConcurrentLinkedQueue<>();
  private static final ThreadLocal<StockServer> CALM =
      ThreadLocal.withInitial(() -> server(25_000, 20_000));

  /**
   * A case.
   *
   * @param harms whether the server serves nobody else afterwards
   */
  private record Case(
      String defect, boolean harms, Class<?> suite, String method, List<Object> arguments) {}

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Method method : DefectsIT.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        String name = method.getAnnotation(DisplayName.class).value();
        boolean harms = name.contains("span an event loop");
        cases.add(new Case(name, harms, DefectsIT.class, method.getName(), List.of()));
      }
    }
    Class<?> handshake = EngineHandshakeIT.class;
    Class<?> heartbeat = EngineHeartbeatIT.class;
    Class<?> flags = EngineFlagsIT.class;
    String polling = "/socket.io/?transport=polling";
    cases.add(new Case("13: CORS", false, flags, "corsIsOffUnlessAskedFor", List.of()));
    cases.add(
        new Case(
            "14: no maxPayload",
            false,
            handshake,
            "pollingHandshakeCarriesWhatTheDocumentLists",
            List.of(4)));
    cases.add(
        new Case(
            "14: EIO missing",
            false,
            handshake,
            "unknownOrMissingVersionIsRefused",
            List.of(polling)));
    cases.add(new Case("14: method", false, handshake, "onlyGetBeginsASession", List.of("POST")));
    cases.add(
        new Case(
            "17: ping timeout",
            false,
            heartbeat,
            "pollingSessionThatDoesNotAnswerIsForgotten",
            List.of()));
    cases.add(
        new Case(
            "19: invalid packet",
            false,
            SocketInvalidPacketIT.class,
            "packetAgainstTheGrammarEndsTheConnection",
            List.of("4abc")));
    cases.add(
        new Case(
            "21: no connect timeout",
            false,
            flags,
            "connectionThatJoinsNoNamespaceIsClosed",
            List.of()));
    cases.add(
        new Case(
            "besides: who never reads stopped the server",
            true,
            ThreatsIT.class,
            "webSocketClientThatNeverReadsIsShed",
            List.of()));
    return cases;
  }

  private static StockServer server(int interval, int timeout) {
    try {
      StockServer started = StockServer.start(interval, timeout);
      SERVERS.add(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Hasty {
    static final Target TARGET = server(300, 200).target();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    POOL.shutdownNow();
    POOL.awaitTermination(5, TimeUnit.SECONDS);
    SERVERS.forEach(StockServer::close);
  }

  @TestFactory
  Stream<DynamicTest> caseFailsOnTheStockLibrary() {
    List<Case> cases = cases();
    List<Future<Throwable>> outcomes = new ArrayList<>();
    cases.forEach(one -> outcomes.add(POOL.submit(() -> outcome(one))));
    return Stream.iterate(0, i -> i < cases.size(), i -> i + 1)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    cases.get(i).defect() + ": " + cases.get(i).method(),
                    () ->
                        assertThat(outcomes.get(i).get(2, TimeUnit.MINUTES))
                            .isInstanceOfAny(
                                AssertionError.class,
                                ConditionTimeoutException.class,
                                UncheckedIOException.class)
                            .isNot(new Condition<>(StockDefectsIT::isAway, "a lost server"))));
  }

  private static boolean isAway(Throwable failure) {
    return failure.getCause() instanceof ConnectException;
  }

  /** What the case failed by; an exception of another kind if it did not. */
  private static Throwable outcome(Case one) throws Exception {
    Target.elsewhere(new Target.Elsewhere(CALM.get().target(), () -> Hasty.TARGET, PATIENCE));
    try {
      Object suite = ReflectionUtils.newInstance(one.suite());
      Method method =
          ReflectionUtils.findMethods(one.suite(), m -> m.getName().equals(one.method())).get(0);
      method.setAccessible(true);
      method.invoke(suite, one.arguments().toArray());
      return new IllegalStateException("The case passes on the stock library.");
    } catch (InvocationTargetException e) {
      if (TELLS) {
        String told = String.valueOf(e.getCause()).replaceAll("\\s+", " ");
        LoggerFactory.getLogger(StockDefectsIT.class)
            .warn("{} ({}): {}", one.defect(), one.method(), told);
      }
      return e.getTargetException();
    } finally {
      Target.elsewhere(null);
      if (one.harms()) {
        CALM.get().close();
        CALM.remove();
      }
    }
  }
}
