package dev.natter.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.net.HttpAnswer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientFileTest {

  private static final Map<String, byte[]> CONTENTS =
      Map.of(
          "index.html", "<p>".getBytes(UTF_8),
          "assets/a-1.js", "plain".getBytes(UTF_8),
          "assets/a-1.js.gz", "zip".getBytes(UTF_8),
          "assets/a-1.js.br", "br".getBytes(UTF_8));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br|br",
        "gzip|zip",
        "br;q=0, gzip;q=0.5|zip",
        "br; q=0.0|plain",
        "identity|plain",
        "''|plain"
      })
  void aFileComesInTheBestFormThatTheClientTakes(String accepts, String body) {
    HttpAnswer answer = ClientFile.of("assets/a-1.js", CONTENTS).answer("", accepts);

    assertThat(answer.body()).asString(UTF_8).isEqualTo(body);
    assertThat(answer.headers()).containsEntry("Vary", "Accept-Encoding");
  }

  @Test
  void whoHasTheFileGetsNoBody() {
    ClientFile file = ClientFile.of("index.html", CONTENTS);
    String etag = file.answer("", "").headers().getOrDefault("ETag", "");

    assertThat(file.answer("\"other\", W/" + etag, "").status()).isEqualTo(304);
    assertThat(file.answer("\"other\"", "").status()).isEqualTo(200);
  }

  @Test
  void thePageMayRunNothingButItsOwnFiles() {
    HttpAnswer answer = ClientFile.of("index.html", CONTENTS).answer("", "");

    String policy = answer.headers().getOrDefault("Content-Security-Policy", "");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(answer.headers())
        .containsEntry("Referrer-Policy", "same-origin")
        .containsEntry("Cross-Origin-Opener-Policy", "same-origin");
  }

  @ParameterizedTest
  @CsvSource({"index.html", "sw.js", "manifest.webmanifest", "icon-192.png"})
  void whatKeepsItsNameIsAskedForAnewAfterAnUpgrade(String path) {
    ClientFile file = ClientFile.of(path, Map.of(path, "x".getBytes(UTF_8)));

    assertThat(file.answer("", "").headers()).containsEntry("Cache-Control", "no-cache");
  }

  @Test
  void whatCarriesADigestInItsNameIsKeptForEver() {
    assertThat(ClientFile.of("assets/a-1.js", CONTENTS).answer("", "").headers())
        .containsEntry("Cache-Control", "public, max-age=31536000, immutable");
  }
}
