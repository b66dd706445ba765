package dev.natter.terminal;

import java.net.URI;

/**
 * Where and as whom somebody talks.
 *
 * @param server the server's address, as {@code http://localhost:3000}
 * @param path of Socket.IO on that server
 * @param room empty for where the server puts those who name none
 * @param name empty for one that the server gives
 * @param token empty for a guest
 */
public record Place(
    URI server, String path, String namespace, String room, String name, String token) {}
