package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MongoSettingsTest {

  @Test
  void databaseIsTheAddressesOrOurs() {
    assertThat(MongoSettings.of("mongodb://a:1,b:2/chat?w=1").database()).isEqualTo("chat");
    assertThat(MongoSettings.of("mongodb://a").database()).isEqualTo("natter");
    assertThat(MongoSettings.of("mongodb+srv://u:p@a.example/chat?x=y").database())
        .isEqualTo("chat");
    assertThat(MongoSettings.of("mongodb+srv://a.example").database()).isEqualTo("natter");
    assertThat(MongoSettings.of("mongodb+srv://a.example/?x=y").database()).isEqualTo("natter");
  }

  @Test
  void hostsAreToldWithoutCredentials() {
    assertThat(MongoSettings.of("mongodb://ada:secret@a:1,b:2/chat").hosts()).isEqualTo("a:1, b:2");
    assertThat(MongoSettings.of("mongodb+srv://ada:secret@a.example/chat").hosts())
        .isEqualTo("a.example");
  }

  @Test
  void settingsAsTextHoldNoCredentials() {
    assertThat(MongoSettings.of("mongodb://ada:secret@a:1").toString())
        .contains("a:1")
        .doesNotContain("ada")
        .doesNotContain("secret");
  }

  @Test
  void addressThatIsNoneIsRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> MongoSettings.of("mongodb://ada:se:cr@et@a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mongodb://host:27017/natter")
        .hasMessageNotContaining("cr@et");
  }
}
