package dev.natter.store.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the driver to the embedded server. A request that has come whole is answered by
 * upstream's pipeline on a thread of the transport, so that the driver's time limit on reading
 * counts even when the disk stalls. The driver asks one thing at a time.
 *
 * <p>Thread: any – guarded by lock; the pipeline runs on one thread at a time.
 */
// Its own lock guards more than upstream's monitor would.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class InProcessSocket extends SSLSocket {
  private static final int LENGTH_BYTES = 4;
  private static final String[] NOTHING = {};

  private final EmbeddedChannel server;
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final InputStream input = new Replies();
  private final OutputStream output = new Requests();

  private byte[] reply = new byte[0];
  private int replyPosition;
  private boolean busy;
  private boolean closed;
  private int readTimeoutMillis;

  InProcessSocket(MongoBackend backend, Executor threads) {
    this.threads = threads;
    this.server =
        new EmbeddedChannel(
            new MongoWireReplyEncoder(),
            new MongoWireMessageEncoder(),
            new MongoWireProtocolHandler(),
            new MongoDatabaseHandler(
                backend, new DefaultChannelGroup(GlobalEventExecutor.INSTANCE)),
            new MongoExceptionHandler());
  }

  @Override
  public InputStream getInputStream() {
    return input;
  }

  @Override
  public OutputStream getOutputStream() {
    return output;
  }

  private void submit(byte[] request) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new SocketException("closed");
      }
      busy = true;
    } finally {
      lock.unlock();
    }
    try {
      threads.execute(() -> answer(request));
    } catch (RejectedExecutionException e) {
      finish(null);
      throw new IOException("the embedded store takes no more requests", e);
    }
  }

  private void answer(byte[] request) {
    byte[] bytes = null;
    try {
      server.writeInbound(Unpooled.wrappedBuffer(request));
      bytes = server.isOpen() ? outbound() : null;
    } finally {
      finish(bytes);
    }
  }

  private byte[] outbound() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuf part = server.readOutbound(); part != null; part = server.readOutbound()) {
      byte[] copy = new byte[part.readableBytes()];
      part.readBytes(copy);
      part.release();
      bytes.writeBytes(copy);
    }
    return bytes.toByteArray();
  }

  /** Hands a reply over, or closes the connection when there is none. */
  private void finish(byte @Nullable [] bytes) {
    boolean abandoned;
    lock.lock();
    try {
      busy = false;
      if (bytes == null) {
        closed = true;
      } else {
        reply = bytes;
        replyPosition = 0;
      }
      abandoned = closed;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (abandoned) {
      server.finishAndReleaseAll();
    }
  }

  @Override
  public void close() {
    boolean idle;
    lock.lock();
    try {
      idle = !busy && !closed;
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (idle) {
      server.finishAndReleaseAll();
    }
  }

  @Override
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void setSoTimeout(int millis) {
    lock.lock();
    try {
      readTimeoutMillis = millis;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int getSoTimeout() {
    lock.lock();
    try {
      return readTimeoutMillis;
    } finally {
      lock.unlock();
    }
  }

  /** Collects what the driver writes and submits each request when its last byte has come. */
  private final class Requests extends OutputStream {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int missing = LENGTH_BYTES;
    private boolean lengthKnown;

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int position = offset;
      int end = offset + length;
      while (position < end) {
        int taken = Math.min(missing, end - position);
        pending.write(bytes, position, taken);
        position += taken;
        missing -= taken;
        if (missing == 0) {
          completePart();
        }
      }
    }

    private void completePart() throws IOException {
      byte[] collected = pending.toByteArray();
      if (!lengthKnown) {
        lengthKnown = true;
        missing = Unpooled.wrappedBuffer(collected).readIntLE() - LENGTH_BYTES;
        if (missing > 0 && missing <= MongoWireProtocolHandler.MAX_MESSAGE_SIZE_BYTES) {
          return;
        }
        throw new IOException("a request of this length cannot be");
      }
      pending.reset();
      lengthKnown = false;
      missing = LENGTH_BYTES;
      submit(collected);
    }
  }

  /** The replies' bytes; waits for them at most as long as the read timeout. */
  private final class Replies extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      lock.lock();
      try {
        awaitReply();
        if (replyPosition == reply.length) {
          return -1;
        }
        int taken = Math.min(length, reply.length - replyPosition);
        System.arraycopy(reply, replyPosition, target, offset, taken);
        replyPosition += taken;
        return taken;
      } finally {
        lock.unlock();
      }
    }

    private void awaitReply() throws IOException {
      boolean bounded = readTimeoutMillis > 0;
      long remaining = TimeUnit.MILLISECONDS.toNanos(readTimeoutMillis);
      try {
        while (replyPosition == reply.length && !closed) {
          if (!bounded) {
            changed.await();
          } else if (remaining <= 0) {
            throw new SocketTimeoutException("no reply within " + readTimeoutMillis + " ms");
          } else {
            remaining = changed.awaitNanos(remaining);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SocketException("interrupted");
      }
    }
  }

  // What follows only makes this a socket and a TLS socket in form.

  @Override
  public void connect(SocketAddress endpoint, int timeoutMillis) {}

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public void setReceiveBufferSize(int size) {}

  @Override
  public void setSendBufferSize(int size) {}

  @Override
  public <T> SSLSocket setOption(SocketOption<T> name, T value) {
    return this;
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return Set.of();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return NOTHING;
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return NOTHING;
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {}

  @Override
  public String[] getSupportedProtocols() {
    return NOTHING;
  }

  @Override
  public String[] getEnabledProtocols() {
    return NOTHING;
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {}

  @Override
  public SSLSession getSession() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {}

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {}

  @Override
  public void startHandshake() {}

  @Override
  public void setUseClientMode(boolean mode) {}

  @Override
  public boolean getUseClientMode() {
    return true;
  }

  @Override
  public void setNeedClientAuth(boolean need) {}

  @Override
  public boolean getNeedClientAuth() {
    return false;
  }

  @Override
  public void setWantClientAuth(boolean want) {}

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {}

  @Override
  public boolean getEnableSessionCreation() {
    return false;
  }
}
