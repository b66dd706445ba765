package dev.natter.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of an event or the answer to one, unparsed. A listener that is added for this class
 * gets all arguments at once, whatever they are. Sent again, they leave as they came.
 *
 * <p>Thread: any; immutable.
 */
public final class EventArguments {

  private static final EngineJson PLAIN = new EngineJson();

  private final String text;
  private final int[] bounds;
  private final int first;
  private final List<byte[]> attachments;
  private final EngineJson codec;

  /**
   * @param bounds start and end of each element in {@code text}
   * @param first how many elements at the start are no arguments
   */
  EventArguments(String text, int[] bounds, int first, List<byte[]> attachments, EngineJson codec) {
    this.text = text;
    this.bounds = bounds;
    this.first = first;
    this.attachments = attachments;
    this.codec = codec;
  }

  /** Arguments as JSON texts, which are taken as they are. */
  public static EventArguments of(String... argumentsJson) {
    StringBuilder text = new StringBuilder();
    int[] bounds = new int[argumentsJson.length * 2];
    for (int i = 0; i < argumentsJson.length; i++) {
      bounds[2 * i] = text.length();
      text.append(argumentsJson[i]);
      bounds[2 * i + 1] = text.length();
    }
    return new EventArguments(text.toString(), bounds, 0, List.of(), PLAIN);
  }

  /** One argument as a JSON text. */
  static EventArguments of(String argumentJson, EngineJson codec) {
    int[] bounds = {0, argumentJson.length()};
    return new EventArguments(argumentJson, bounds, 0, List.of(), codec);
  }

  /** How many there are. */
  public int size() {
    return bounds.length / 2 - first;
  }

  /** One argument's JSON text, exactly as it was sent. */
  public String json(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index);
    }
    int at = 2 * (index + first);
    return text.substring(bounds[at], bounds[at + 1]);
  }

  /** Whether some argument holds binary data, which stands in the JSON text as a placeholder. */
  public boolean hasAttachments() {
    return !attachments.isEmpty();
  }

  /** One argument, parsed; throws {@link IllegalArgumentException} if it is not of that shape. */
  public <T> T value(int index, Class<T> type) {
    return codec.read(json(index), attachments, type);
  }

  /** The same with the attachments that its placeholders stand for. */
  EventArguments with(List<byte[]> received) {
    return new EventArguments(text, bounds, first, received, codec);
  }

  /** All arguments' JSON texts. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      texts.add(json(i));
    }
    return texts;
  }

  /** The binary data, in the order of the placeholders' numbers; nobody changes it. */
  public List<byte[]> attachments() {
    return attachments;
  }
}
