package dev.natter.store.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for the storage, {@code recording:path}, that remembers every change of its file,
 * so that the file can be made again as a crash at any moment would have left it. One at a time;
 * public because H2 makes it.
 */
public final class RecordingFiles extends FilePathWrapper {

  /** A change of the file: bytes at a position, or, with no bytes, a new length. */
  static final class Change {
    private final long position;
    private final byte[] bytes;

    private Change(long position, byte[] bytes) {
      this.position = position;
      this.bytes = bytes;
    }

    /** How many bytes it writes; 0 if it is a new length. */
    int length() {
      return bytes.length;
    }

    /** The file after this change; of a write only the first {@code length} bytes. */
    byte[] apply(byte[] file, int length) {
      if (bytes.length == 0) {
        return Arrays.copyOf(file, (int) position);
      }
      int end = (int) position + length;
      byte[] changed = end > file.length ? Arrays.copyOf(file, end) : file;
      System.arraycopy(bytes, 0, changed, (int) position, length);
      return changed;
    }
  }

  private static final List<Change> CHANGES = Collections.synchronizedList(new ArrayList<>());

  /** Registers the file system and forgets what was recorded. */
  static void install() {
    FilePath.register(new RecordingFiles());
    CHANGES.clear();
  }

  /** How many changes were made until now. */
  static int count() {
    return CHANGES.size();
  }

  static List<Change> changes() {
    synchronized (CHANGES) {
      return List.copyOf(CHANGES);
    }
  }

  @Override
  public String getScheme() {
    return "recording";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new RecordedFile(getBase().open(mode));
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class RecordedFile extends PassingFile {
    RecordedFile(FileChannel base) {
      super(base);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return write(source, base.position());
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      CHANGES.add(new Change(position, bytes));
      return super.write(ByteBuffer.wrap(bytes), position);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      if (size < base.size()) {
        CHANGES.add(new Change(size, new byte[0]));
      }
      return super.truncate(size);
    }
  }
}
