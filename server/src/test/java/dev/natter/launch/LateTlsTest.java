package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class LateTlsTest {

  private final SSLContext late = new LateTls();

  @Test
  void offersWhatThePlatformOffers() throws Exception {
    SSLContext platform = SSLContext.getInstance("Default");

    assertThat(late.getDefaultSSLParameters().getProtocols())
        .isEqualTo(platform.getDefaultSSLParameters().getProtocols());
    assertThat(late.getSupportedSSLParameters().getCipherSuites())
        .isEqualTo(platform.getSupportedSSLParameters().getCipherSuites());
    assertThat(late.getSocketFactory().getDefaultCipherSuites())
        .isEqualTo(platform.getSocketFactory().getDefaultCipherSuites());
    assertThat(late.getServerSocketFactory().getDefaultCipherSuites())
        .isEqualTo(platform.getServerSocketFactory().getDefaultCipherSuites());
  }

  @Test
  void makesEnginesAndKeepsTheirSessions() {
    assertThat(late.createSSLEngine().getEnabledProtocols()).isNotEmpty();
    assertThat(late.createSSLEngine("example.org", 443).getPeerHost()).isEqualTo("example.org");
    assertThat(late.getClientSessionContext()).isSameAs(late.getClientSessionContext());
    assertThat(late.getServerSessionContext()).isSameAs(late.getServerSessionContext());
  }
}
