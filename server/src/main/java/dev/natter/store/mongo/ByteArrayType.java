package dev.natter.store.mongo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Byte arrays in an MVStore map, ordered as unsigned bytes. */
final class ByteArrayType extends BasicDataType<byte[]> {
  static final ByteArrayType INSTANCE = new ByteArrayType();

  /** What a Java array costs beside its bytes, for the page cache's accounts. */
  private static final int ARRAY_OVERHEAD_BYTES = 24;

  private ByteArrayType() {}

  @Override
  public int getMemory(byte[] value) {
    return ARRAY_OVERHEAD_BYTES + value.length;
  }

  @Override
  public void write(WriteBuffer buffer, byte[] value) {
    buffer.putVarInt(value.length).put(value);
  }

  @Override
  public byte[] read(ByteBuffer buffer) {
    byte[] value = new byte[DataUtils.readVarInt(buffer)];
    buffer.get(value);
    return value;
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }

  @Override
  public int compare(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(left, right);
  }
}
