package dev.natter.net;

import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/**
 * The body of an answer in parts, each of which is asked for when the one before it is on its way:
 * a slow reader keeps one part in memory.
 *
 * @param length of all parts together
 * @param part gives the part of a number, 0 for the first; must not block. If it fails, the
 *     connection is closed, for the answer has begun
 */
public record BodyParts(long length, IntFunction<CompletionStage<byte[]>> part) {}
