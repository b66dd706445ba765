package dev.natter.store.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/** A file of H2's that passes everything on to another; what is to be seen is overridden. */
// A write that waits must not hold up reads.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
class PassingFile extends FileBase {
  final FileChannel base;

  PassingFile(FileChannel base) {
    this.base = base;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return base.write(source);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return base.write(source, position);
  }

  @Override
  public void force(boolean metadata) throws IOException {
    base.force(metadata);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
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
