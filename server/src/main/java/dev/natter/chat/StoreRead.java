package dev.natter.chat;

/** Something that a store is asked for; it may block as the store does. */
@FunctionalInterface
public interface StoreRead<T> {
  T get() throws StoreException;
}
