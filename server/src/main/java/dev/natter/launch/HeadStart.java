package dev.natter.launch;

import dev.natter.engine.EngineJson;
import dev.natter.gateway.http.ClientFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/**
 * What the doors need and what takes its time, made by another thread while the store is opened.
 *
 * @param files the web client, read and digested
 * @param json the engine's JSON, whose library is large
 */
record HeadStart(CompletableFuture<ClientFiles> files, CompletableFuture<EngineJson> json) {

  static HeadStart begin() {
    return new HeadStart(
        CompletableFuture.supplyAsync(HeadStart::clientFiles),
        CompletableFuture.supplyAsync(EngineJson::new));
  }

  private static ClientFiles clientFiles() {
    try {
      return ClientFiles.load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
