package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The folder of the embedded store, which one process at a time may have. The lock is the operating
 * system's: it ends with the process, however that ends.
 */
final class DataFolder implements AutoCloseable {

  private static final String LOCK_NAME = "natter.lock";

  /** Where the lock stands in its file: past the process id, which others read. */
  private static final long LOCKED_BYTE = 1_024;

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes the folder if it is missing, and takes it. */
  static DataFolder take(Path folder) throws StartException {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new StartException(
          "The data folder %s is a file; name a folder with --data.".formatted(path), e);
    } catch (IOException e) {
      throw new StartException(
          "The data folder %s cannot be made (%s); name another with --data."
              .formatted(path, reason(e)),
          e);
    }
    FileChannel channel;
    try {
      channel = FileChannel.open(path.resolve(LOCK_NAME), CREATE, READ, WRITE);
    } catch (IOException e) {
      throw new StartException(
          "The data folder %s cannot be written (%s); name another with --data."
              .formatted(path, reason(e)),
          e);
    }
    DataFolder taken = new DataFolder(path, channel);
    taken.lock();
    return taken;
  }

  private void lock() throws StartException {
    String holder = "";
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock != null) {
        channel.truncate(0);
        channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"), 0);
        return;
      }
      ByteBuffer pid = ByteBuffer.allocate(32);
      channel.read(pid, 0);
      holder = UTF_8.decode(pid.flip()).toString().strip();
    } catch (OverlappingFileLockException e) {
      holder = String.valueOf(ProcessHandle.current().pid());
    } catch (IOException e) {
      close();
      throw new StartException(
          "The data folder %s cannot be locked (%s); name another with --data."
              .formatted(path, reason(e)),
          e);
    }
    close();
    throw new StartException(
        "The data folder %s is in use by another Natter%s; stop it or name another with --data."
            .formatted(path, holder.matches("\\d+") ? " (process " + holder + ")" : ""));
  }

  private static String reason(IOException e) {
    String reason = e.getClass().getSimpleName().replaceFirst("Exception$", "");
    return reason.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  Path path() {
    return path;
  }

  /** Gives the folder back. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process anyway.
    }
  }
}
