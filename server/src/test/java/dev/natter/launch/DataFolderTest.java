package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path folder;

  @Test
  void aMissingFolderIsMade() throws Exception {
    Path missing = folder.resolve("a/b");
    try (DataFolder taken = DataFolder.take(missing)) {
      assertThat(taken.path()).isDirectory();
    }
  }

  @Test
  void oneAtATimeMayHaveIt() throws Exception {
    try (DataFolder taken = DataFolder.take(folder)) {
      assertThatThrownBy(() -> DataFolder.take(taken.path()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("is in use by another Natter (process ");
    }
    DataFolder.take(folder).close();
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> DataFolder.take(file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> DataFolder.take(file.resolve("below")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be made");
  }
}
