package dev.natter.engine;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of each TCP connection, in the order in which they see it. Netty speaks HTTP,
 * WebSocket and deflate; the rest is the engine's. Upstream inflates without a limit.
 *
 * <p>Thread: the channel's event loop.
 */
final class EnginePipeline extends ChannelInitializer<Channel> {

  static final String GATE = "engineGate";

  private static final int DEFLATE_LEVEL = 6;
  private static final int MAX_WINDOW = 15;

  private final Engine engine;
  private final Configuration configuration;
  private final @Nullable TlsContext tls;

  EnginePipeline(Engine engine, Configuration configuration) {
    this.engine = engine;
    this.configuration = configuration;
    this.tls = configuration.getKeyStore() == null ? null : TlsContext.of(configuration);
  }

  @Override
  protected void initChannel(Channel channel) {
    EngineOptions options = engine.options();
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast("tls", tls.handler());
    }
    pipeline.addLast("http", new HttpServerCodec(configuration.getHttpDecoderConfig()));
    if (options.perMessageDeflate()) {
      pipeline.addLast("messageDeflate", deflate(options.maxHttpBufferSize()));
    }
    if (options.httpCompression()) {
      pipeline.addLast("httpCompression", compressor(options.compressionThreshold()));
    }
    EngineLoop loop = engine.loop(channel.eventLoop());
    pipeline.addLast(GATE, new RequestGate(loop, options));
    pipeline.addLast("enginePosts", new PostWatch(engine));
    // By the library's name for it, where a front puts what takes bodies of its own.
    pipeline.addLast(
        SocketIOChannelInitializer.HTTP_AGGREGATOR,
        new HttpObjectAggregator(options.maxHttpBufferSize()));
    options.front().accept(pipeline);
    pipeline.addLast("engineRequests", new Requests(engine));
  }

  private static WebSocketServerExtensionHandler deflate(int maxBytes) {
    return new WebSocketServerExtensionHandler(
        new PerMessageDeflateServerExtensionHandshaker(
            DEFLATE_LEVEL, false, MAX_WINDOW, true, true, maxBytes));
  }

  private static HttpContentCompressor compressor(int threshold) {
    return new HttpContentCompressor(
        threshold, StandardCompressionOptions.gzip(), StandardCompressionOptions.deflate());
  }
}
