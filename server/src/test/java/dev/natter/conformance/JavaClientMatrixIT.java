package dev.natter.conformance;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Java client of both generations, on each transport, against the server. */
class JavaClientMatrixIT {
  private static final List<String> TRANSPORTS = List.of("polling", "websocket", "upgrade");

  private final Target server = Target.calm();

  @TestFactory
  Stream<DynamicTest> everyCaseOfTheNewestClientPasses() throws Exception {
    return tests("2.1.2", new JavaClientCasesMaker(getClass().getClassLoader()));
  }

  @TestFactory
  Stream<DynamicTest> everyCaseOfTheFirstGenerationPasses() throws Exception {
    ClassLoader isolated = new IsolatedLoader(firstGeneration(), getClass().getClassLoader());
    return tests("1.0.2", new JavaClientCasesMaker(isolated));
  }

  private Stream<DynamicTest> tests(String version, JavaClientCasesMaker maker) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    String url = "http://" + server.host() + ":" + server.port();
    for (String transport : TRANSPORTS) {
      String[] setting = {url, transport, version.substring(0, 1)};
      maker
          .make()
          .apply(setting)
          .forEach(
              (name, check) ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          version + " " + transport + ": " + name, check::call)));
    }
    return tests.stream();
  }

  /** The old client's jars, which the build puts beside the classes. */
  private static URL[] firstGeneration() throws IOException {
    Path folder = Path.of(System.getProperty("natter.java-client-1", "target/java-client-1"));
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(folder)) {
      for (Path jar : jars.toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    urls.add(testClasses());
    return urls.toArray(URL[]::new);
  }

  private static URL testClasses() throws MalformedURLException {
    return JavaClientCases.class.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Makes the cases with the client that a class loader sees. */
  private record JavaClientCasesMaker(ClassLoader loader) {
    @SuppressWarnings("unchecked")
    Function<String[], Map<String, Callable<Object>>> make() throws Exception {
      return (Function<String[], Map<String, Callable<Object>>>)
          loader.loadClass(JavaClientCases.class.getName()).getDeclaredConstructor().newInstance();
    }
  }

  /** Prefers its own jars for the client and for the cases; everything else is shared. */
  private static final class IsolatedLoader extends URLClassLoader {
    IsolatedLoader(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean own = name.startsWith("io.socket.") || name.startsWith("dev.natter.conformance.");
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        return own ? findClass(name) : super.loadClass(name, resolve);
      }
    }
  }
}
