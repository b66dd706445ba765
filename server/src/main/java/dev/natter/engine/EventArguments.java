package dev.natter.engine;

/**
 * The arguments of an event or the answer to one, unparsed. A listener that is added for this class
 * gets all arguments at once, whatever they are.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EventArguments {

  private final String[] json;

  private EventArguments(String[] json) {
    this.json = json;
  }

  /** Arguments as JSON texts. */
  public static EventArguments of(String... argumentsJson) {
    return new EventArguments(argumentsJson.clone());
  }

  /** How many there are. */
  public int size() {
    return json.length;
  }

  /** One argument's JSON text, exactly as it was sent. */
  public String json(int index) {
    return json[index];
  }

  /** Whether some argument holds binary data, which stands in the JSON text as a placeholder. */
  public boolean hasAttachments() {
    return false;
  }

  /** One argument, parsed; throws {@link IllegalArgumentException} if it is not of that shape. */
  public <T> T value(int index, Class<T> type) {
    throw new UnsupportedOperationException(json(index) + " as " + type);
  }
}
