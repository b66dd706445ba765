package dev.natter.launch;

import dev.natter.net.TlsCertificate;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the certificate of this server lies.
 *
 * @param certificate with those that vouch for it behind it, as PEM
 * @param key its key, as PEM
 */
record TlsFiles(Path certificate, Path key) {

  /** Those that were chosen: both or none. */
  static Optional<TlsFiles> of(Settings.Reader read) throws UsageException {
    Optional<Path> certificate = file(read, Setting.TLS_CERT);
    Optional<Path> key = file(read, Setting.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      Setting missing = certificate.isPresent() ? Setting.TLS_KEY : Setting.TLS_CERT;
      throw read.refusal(missing, "a certificate and its key are given together");
    }
    return certificate.map(given -> new TlsFiles(given, key.orElseThrow()));
  }

  private static Optional<Path> file(Settings.Reader read, Setting setting) throws UsageException {
    String text = read.text(setting);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      throw read.refusal(setting, "no file can have that name");
    }
  }

  /** What is in them, if there are any. */
  static Optional<TlsCertificate> read(Optional<TlsFiles> files) throws StartException {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsCertificate.read(files.get().certificate(), files.get().key()));
    } catch (IOException e) {
      throw new StartException(
          ("%s and %s cannot be used: --tls-cert and --tls-key are PEM files, the key that of the"
                  + " certificate, in the form of PKCS #8 without a password.")
              .formatted(Line.of("" + files.get().certificate()), Line.of("" + files.get().key())),
          e);
    }
  }
}
