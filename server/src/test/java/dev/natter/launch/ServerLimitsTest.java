package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.chat.ChatLimits;
import dev.natter.engine.EngineOptions;
import dev.natter.net.WebSocketLimits;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerLimitsTest {

  @TempDir private Path folder;

  private ServerLimits limits(Map<Setting, String> flags) throws UsageException {
    return Settings.of(Choices.gather(flags, Map.of(), folder)).limits();
  }

  @Test
  void eachLimitReachesThePartThatKeepsIt() throws UsageException {
    ServerLimits limits =
        limits(
            Map.of(
                Setting.BODY_BYTES, "100000",
                Setting.FRAME_BYTES, "200000",
                Setting.BACKLOG_BYTES, "300000",
                Setting.ROOMS_PER_SESSION, "7"));

    assertThat(limits.forChat().maxBodyBytes()).isEqualTo(100_000);
    assertThat(limits.forChat().maxRooms()).isEqualTo(7);
    assertThat(limits.forWebSockets().maxFrameBytes()).isEqualTo(200_000);
    assertThat(limits.forWebSockets().maxOutboundBytes()).isEqualTo(300_000);
    EngineOptions engine = limits.in(EngineOptions.defaults());
    assertThat(engine.maxHttpBufferSize()).isEqualTo(200_000);
    assertThat(engine.maxOutboundBytes()).isEqualTo(300_000);
  }

  @Test
  void withoutAnyTheyAreTheDefaultsOfTheParts() throws UsageException {
    ServerLimits limits = limits(Map.of());
    assertThat(limits.forChat()).isEqualTo(ChatLimits.defaults());
    assertThat(limits.forWebSockets()).isEqualTo(WebSocketLimits.defaults());
    EngineOptions engine = limits.in(EngineOptions.defaults());
    assertThat(engine.maxHttpBufferSize()).isEqualTo(EngineOptions.defaults().maxHttpBufferSize());
    assertThat(engine.maxOutboundBytes()).isEqualTo(EngineOptions.defaults().maxOutboundBytes());
  }

  @Test
  void aNamespaceWithoutALimitOfItsOwnHasTheServers() throws UsageException {
    Map<Setting, String> flags = Map.of(Setting.ROOMS_PER_SESSION, "5000");
    Settings settings = Settings.of(Choices.gather(flags, Map.of(), folder));
    assertThat(settings.limits().forChat().maxRooms()).isEqualTo(5_000);
    assertThat(settings.spaces().rules("/").maxJoined()).isGreaterThanOrEqualTo(5_000);
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTIONS,0",
    "CONNECTIONS_PER_ADDRESS,many",
    "BODY_BYTES,999999",
    "FRAME_BYTES,1000",
    "BACKLOG_BYTES,10"
  })
  void whatCannotBeMeantIsRefused(Setting setting, String value) {
    assertThatThrownBy(() -> limits(Map.of(setting, value))).isInstanceOf(UsageException.class);
  }
}
