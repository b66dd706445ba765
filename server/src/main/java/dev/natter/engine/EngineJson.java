package dev.natter.engine;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.protocol.AckArgs;
import com.corundumstudio.socketio.protocol.JsonSupport;
import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * JSON with Socket.IO's placeholders for binary data. Upstream splices attachments into the text as
 * base64 and loses those over 57 bytes; here they are resolved in the tree, and found at any depth
 * when writing. See "Sending and receiving data" of the Socket.IO protocol; shown by {@code
 * EngineJsonTest}.
 *
 * <p>Thread: any.
 */
public final class EngineJson implements JsonSupport {

  private static final int MAX_PARSE_DEPTH = 500;
  private static final int MAX_NUMBER_CHARS = 100;
  private static final String PLACEHOLDER = "_placeholder";
  private static final String NUMBER = "num";

  private final ObjectMapper mapper;

  /**
   * @param modules of Jackson, for types of the application's
   */
  public EngineJson(Module... modules) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_PARSE_DEPTH)
            .maxNumberLength(MAX_NUMBER_CHARS)
            .build();
    mapper = new ObjectMapper(JsonFactory.builder().streamReadConstraints(constraints).build());
    mapper.registerModules(modules);
    mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    mapper.configure(SerializationFeature.FAIL_ON_EMPTY_BEANS, false);
  }

  /** Reads a JSON text whose placeholders stand for {@code attachments}. */
  <T> T read(String json, List<byte[]> attachments, Class<T> type) {
    try {
      if (attachments.isEmpty()) {
        return mapper.readValue(json, type);
      }
      return mapper.treeToValue(resolve(mapper.readTree(json), attachments), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a " + type.getSimpleName(), e);
    }
  }

  /** Parses JSON into a tree, its placeholders replaced. */
  JsonNode tree(String json, List<byte[]> attachments) {
    return read(json, attachments, JsonNode.class);
  }

  /** The string that a JSON text holds. */
  String string(String json) {
    return read(json, List.of(), String.class);
  }

  /** A JSON string. */
  String quote(String value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** An object as generic maps and lists. */
  @SuppressWarnings("unchecked")
  Map<String, Object> map(String json) {
    return read(json, List.of(), Map.class);
  }

  /** A value as JSON; its binary data goes to {@code attachments}. */
  byte[] write(Object value, List<byte[]> attachments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator generator =
        new AttachmentCollector(mapper.createGenerator(out), attachments)) {
      mapper.writeValue(generator, value);
    } catch (IOException e) {
      throw new IllegalArgumentException("Not to be written as JSON", e);
    }
    return out.toByteArray();
  }

  private static JsonNode resolve(JsonNode node, List<byte[]> attachments) {
    if (node instanceof ObjectNode object) {
      if (object.path(PLACEHOLDER).isBoolean() && object.path(PLACEHOLDER).booleanValue()) {
        return attachment(object.path(NUMBER), attachments);
      }
      object
          .properties()
          .forEach(member -> member.setValue(resolve(member.getValue(), attachments)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, resolve(array.get(i), attachments));
      }
    }
    return node;
  }

  private static JsonNode attachment(JsonNode number, List<byte[]> attachments) {
    if (!number.isIntegralNumber()
        || number.longValue() < 0
        || number.longValue() >= attachments.size()) {
      throw new IllegalArgumentException("illegal attachments");
    }
    return BinaryNode.valueOf(attachments.get(number.intValue()));
  }

  @Override
  public AckArgs readAckArgs(ByteBufInputStream source, AckCallback<?> callback)
      throws IOException {
    return new AckArgs(List.of(mapper.readValue((InputStream) source, Object[].class)));
  }

  @Override
  public <T> T readValue(String namespaceName, ByteBufInputStream source, Class<T> valueType)
      throws IOException {
    return mapper.readValue((InputStream) source, valueType);
  }

  @Override
  public void writeValue(ByteBufOutputStream out, Object value) throws IOException {
    mapper.writeValue((OutputStream) out, value);
  }

  /** Does nothing: namespaces of ours know their listeners' types themselves. */
  @Override
  public void addEventMapping(String namespaceName, String eventName, Class<?>... eventClass) {}

  @Override
  public void removeEventMapping(String namespaceName, String eventName) {}

  @Override
  public List<byte[]> getArrays() {
    return List.of();
  }

  /** An argument that is JSON already. */
  static RawValue raw(String json) {
    return new RawValue(json);
  }

  /** Writes a placeholder wherever binary data would become base64. */
  private static final class AttachmentCollector extends JsonGeneratorDelegate {

    private final List<byte[]> attachments;

    AttachmentCollector(JsonGenerator out, List<byte[]> attachments) {
      super(out, false);
      this.attachments = attachments;
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length)
        throws IOException {
      delegate.writeStartObject();
      delegate.writeBooleanField(PLACEHOLDER, true);
      delegate.writeNumberField(NUMBER, attachments.size());
      delegate.writeEndObject();
      byte[] copy = new byte[length];
      System.arraycopy(data, offset, copy, 0, length);
      attachments.add(copy);
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) {
      throw new UncheckedIOException(new IOException("Streams are no attachments."));
    }
  }
}
