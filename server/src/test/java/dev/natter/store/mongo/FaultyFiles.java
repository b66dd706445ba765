package dev.natter.store.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
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

  // A stalled write must not hold up reads.
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class FaultyFile extends FileBase {
    private final FileChannel base;

    FaultyFile(FileChannel base) {
      this.base = base;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      beforeWrite();
      return base.write(source);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      beforeWrite();
      return base.write(source, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      beforeWrite();
      SYNCS.incrementAndGet();
      base.force(metadata);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      beforeWrite();
      base.truncate(size);
      return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return base.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return base.read(target, position);
    }

    @Override
    public long position() throws IOException {
      return base.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
      base.position(newPosition);
      return this;
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
