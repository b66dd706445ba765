package dev.natter.chat;

/** Something that a store is asked for. */
@FunctionalInterface
interface StoreRead<T> {
  T get() throws StoreException;
}
