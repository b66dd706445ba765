package dev.natter.store.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for the storage, {@code faulty:path}, whose disk can be made to stall or to fail.
 * One at a time; public because H2 makes it.
 */
public final class FaultyFiles extends FilePathWrapper {
  private static final Object MONITOR = new Object();
  private static final AtomicInteger SYNCS = new AtomicInteger();

  private static boolean stalled;
  private static boolean failing;

  /** Registers the file system and heals its disk. */
  static void install() {
    FilePath.register(new FaultyFiles());
    heal();
    SYNCS.set(0);
  }

  static void stall() {
    synchronized (MONITOR) {
      stalled = true;
    }
  }

  static void fail() {
    synchronized (MONITOR) {
      failing = true;
    }
  }

  static void heal() {
    synchronized (MONITOR) {
      stalled = false;
      failing = false;
      MONITOR.notifyAll();
    }
  }

  /** How often the disk was told to keep what it has. */
  static int syncs() {
    return SYNCS.get();
  }

  private static void beforeWrite() throws IOException {
    synchronized (MONITOR) {
      while (stalled) {
        try {
          MONITOR.wait();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      if (failing) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new FaultyFile(getBase().open(mode));
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class FaultyFile extends PassingFile {
    FaultyFile(FileChannel base) {
      super(base);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      beforeWrite();
      return super.write(source);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      beforeWrite();
      return super.write(source, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      beforeWrite();
      SYNCS.incrementAndGet();
      super.force(metadata);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      beforeWrite();
      return super.truncate(size);
    }
  }
}
