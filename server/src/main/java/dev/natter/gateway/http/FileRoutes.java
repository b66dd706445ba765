package dev.natter.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.chat.Caller;
import dev.natter.chat.FileId;
import dev.natter.chat.FileName;
import dev.natter.chat.Files;
import dev.natter.chat.MediaType;
import dev.natter.chat.StoredFile;
import dev.natter.net.BodyParts;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.FileUploaded;
import dev.natter.wire.MalformedException;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The rows of files: an upload's body is the file itself. */
public final class FileRoutes {

  private static final String UPLOAD = "/api/rooms/{room}/files";
  private static final String FILE = "/api/files/{id}";

  /** Whatever a browser may take it for, it gets no rights. */
  private static final String POLICY = "sandbox; default-src 'none'";

  private final Files files;

  public FileRoutes(Files files) {
    this.files = files;
  }

  List<ApiRow> rows() {
    return List.of(
        ApiRow.post(UPLOAD, files.limits().maxBytes(), this::upload),
        ApiRow.get(FILE, this::download));
  }

  private CompletionStage<HttpAnswer> upload(ApiRequest request) throws MalformedException {
    FileName name = valid(() -> new FileName(request.query().getOrDefault("filename", "")));
    MediaType type = valid(() -> MediaType.of(request.contentType()));
    return Answers.of(
        files.upload(request.caller(), request.room(), name, type, request.body()),
        file ->
            Answers.json(201, FileUploaded.of(file))
                .with("Location", "/api/files/" + file.id().value()));
  }

  private CompletionStage<HttpAnswer> download(ApiRequest request) throws MalformedException {
    FileId id = valid(() -> new FileId(request.parameter("id")));
    return Answers.of(files.find(request.caller(), id), file -> content(request.caller(), file));
  }

  private HttpAnswer content(Caller caller, StoredFile file) {
    BodyParts parts = new BodyParts(file.size(), number -> part(caller, file, number));
    MediaType shown = file.type().isShown() ? file.type() : MediaType.BYTES;
    String place = file.type().isShown() ? "inline" : "attachment";
    return HttpAnswer.streamed(200, shown.value(), parts)
        .with("Content-Disposition", place + names(file.name()))
        .with("Content-Security-Policy", POLICY)
        .with("Cache-Control", "private, no-store")
        // Said, so that it is not packed on its way: most files are packed already.
        .with("Content-Encoding", "identity");
  }

  private CompletionStage<byte[]> part(Caller caller, StoredFile file, int number) {
    return files
        .part(caller, file, number)
        .thenCompose(
            answer ->
                answer.fold(
                    CompletableFuture::completedFuture,
                    why ->
                        CompletableFuture.failedFuture(
                            new IllegalStateException(why.code().name()))));
  }

  /** See RFC 6266, section 4.3: the second spelling is for what ASCII does not have. */
  private static String names(FileName name) {
    String encoded = URLEncoder.encode(name.value(), UTF_8).replace("+", "%20");
    return "; filename=\"" + name.ascii() + "\"; filename*=UTF-8''" + encoded;
  }

  private static <T> T valid(Supplier<T> value) throws MalformedException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new MalformedException("Refused: " + e.getMessage() + ".");
    }
  }
}
