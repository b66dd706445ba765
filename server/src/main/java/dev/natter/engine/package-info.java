/**
 * Speaks Socket.IO: netty-socketio with its handshake, transports, codec and dispatch replaced by
 * ones that conform to Engine.IO 3 and 4 and Socket.IO protocol 4 and 5.
 *
 * <p>Kept of netty-socketio: {@code SocketIOServer}, {@code Configuration}, {@code HandshakeData},
 * {@code SocketIOClient}, {@code SocketIONamespace}, all listeners and annotations, {@code
 * AckRequest}, {@code AckCallback} and its kin, {@code BroadcastOperations}, {@code Store}.
 * Extended: {@code SocketIOServer}, {@code Namespace}, {@code NamespaceClient}. Replaced: {@code
 * ClientHead}, {@code SocketIOChannelInitializer}, {@code AuthorizeHandler}, {@code
 * PollingTransport}, {@code WebSocketTransport}, {@code EncoderHandler}, {@code InPacketHandler},
 * {@code PacketListener}, {@code PacketEncoder}, {@code PacketDecoder}, {@code AckManager}, {@code
 * ClientsBox}, the schedulers, {@code WrongUrlHandler}, {@code JacksonJsonSupport}.
 *
 * <p>Not supported of netty-socketio's API:
 *
 * <ul>
 *   <li>A {@code JsonSupport} of the application's own; Jackson modules are given to {@link
 *       dev.natter.engine.EngineJson}.
 *   <li>The publish and subscribe side of {@code StoreFactory}: broadcasts, joins and leaves are
 *       not carried to other nodes. Each client's {@code Store} works.
 *   <li>{@code NamespaceClient.getBaseClient()}.
 *   <li>{@code SocketIOClient.getSessionId()} is the id of one client in one namespace, never that
 *       of the connection; {@code getAllRooms()} lists joined rooms only, not the namespace's own.
 *   <li>{@code Configuration}'s {@code randomSession}, {@code packagePrefix}, {@code
 *       allowCustomRequests}, {@code addVersionHeader}, {@code preferDirectBuffer}, {@code
 *       useLinuxNativeEpoll}, {@code firstDataTimeout}, {@code SSLProtocol}, {@code allowHeaders},
 *       {@code enableCors}, {@code websocketCompression} and {@code maxFramePayloadLength}: {@link
 *       dev.natter.engine.EngineOptions} has what takes their place.
 *   <li>An {@code AckMode} of the configuration, if options are given as well: theirs counts, and
 *       is {@code MANUAL} by default.
 *   <li>Write buffer water marks of {@code SocketConfig}: {@code maxOutboundBytes} sets them.
 *   <li>{@code setPipelineFactory} and subclasses of {@code SocketIOChannelInitializer}; {@code
 *       ExceptionListener.exceptionCaught}: what clients do wrong ends their connection with a line
 *       in the log, at most one a second.
 *   <li>An event whose arguments are not of a listener's type is dropped, and tells nobody else.
 * </ul>
 */
@NullMarked
package dev.natter.engine;

import org.jspecify.annotations.NullMarked;
