internal import CCurl
internal import EMTLS
internal import Glibc

/// What the client's thread does.
struct HTTPClientLoop {
  /// One request under way.
  private final class Transfer {
    let handle: UnsafeMutableRawPointer
    let pending: HTTPClient.Pending
    var headers: UnsafeMutablePointer<curl_slist>?
    var answer: [UInt8] = []
    var isTooLong = false
    /// Why the other side is not trusted.
    var distrust: String?
    /// Where the library writes why it failed.
    private let failure = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init?(_ pending: HTTPClient.Pending) {
      guard let handle = curl_easy_init() else { return nil }
      self.handle = handle
      self.pending = pending
      failure.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
      ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, failure)
      for header in pending.call.headers { headers = curl_slist_append(headers, header) }
      prepare()
      if case .judged(let credential, _) = pending.call.tls, !prepareJudgement(showing: credential) { return nil }
    }

    deinit {
      curl_easy_cleanup(handle)
      curl_slist_free_all(headers)
      failure.deallocate()
    }

    /// Tells the library what to send; it copies texts, but not the body, which it is asked to copy.
    private func prepare() {
      let call = pending.call
      set(CURLOPT_URL, call.url)
      set(CURLOPT_PROTOCOLS_STR, "http,https")
      ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
      ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
      ccurl_set_long(handle, CURLOPT_TIMEOUT, call.timeout)
      ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT, call.timeout)
      ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
      // Messages between clusters do not go where an environment variable of somebody else says.
      set(CURLOPT_PROXY, "")
      ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, headers)
      if let body = call.body {
        ccurl_set_long(handle, CURLOPT_POSTFIELDSIZE, body.count)
        body.withUnsafeBytes { bytes in _ = ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress) }
      }
      if case .authorities(let file) = call.tls { set(CURLOPT_CAINFO, file) }
      let context = Unmanaged.passUnretained(self).toOpaque()
      ccurl_set_pointer(handle, CURLOPT_PRIVATE, context)
      ccurl_set_writer(
        handle,
        { bytes, size, count, context in
          guard let context else { return 0 }
          let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
          let (total, isOver) = size.multipliedReportingOverflow(by: count)
          return isOver ? 0 : transfer.take(UnsafeRawBufferPointer(start: bytes, count: total))
        }, context)
    }

    /// The certificate alone decides, and is looked at before each request, on open connections too; false where nobody
    /// would look.
    private func prepareJudgement(showing credential: TLSCredential) -> Bool {
      set(CURLOPT_PROTOCOLS_STR, "https")
      set(CURLOPT_SSLCERT, credential.path)
      set(CURLOPT_SSLKEY, credential.path)
      ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 0)
      ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 0)
      // A session that is taken up again shows no certificate.
      ccurl_set_long(handle, CURLOPT_SSL_SESSIONID_CACHE, 0)
      // HTTP/2 would send its preface first.
      ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
      return ccurl_set_prerequest(
        handle,
        { context, _, _, _, _ in
          guard let context else { return CURL_PREREQFUNC_ABORT }
          let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
          return transfer.isTrusted() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }, Unmanaged.passUnretained(self).toOpaque()) == CURLE_OK
    }

    private func isTrusted() -> Bool {
      guard case .judged(_, let judge) = pending.call.tls else { return false }
      let certificate = ccurl_gnutls_session(handle).flatMap { TLSCertificate(session: OpaquePointer($0)) }
      distrust = judge(certificate)
      return distrust == nil
    }

    /// Prepares to ask over a new connection where the other side was not trusted on one that was there already.
    ///
    /// It may have got a new certificate since. Nothing was sent yet.
    func canBeginAnew(_ code: CURLcode) -> Bool {
      code == CURLE_ABORTED_BY_CALLBACK && ccurl_connections_made(handle) == 0
        && ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, 1) == CURLE_OK
    }

    private func set(_ option: CURLoption, _ text: String) {
      text.withCString { _ = ccurl_set_pointer(handle, option, $0) }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
      guard answer.count + bytes.count <= pending.call.largestAnswer else {
        isTooLong = true
        return 0
      }
      answer.append(contentsOf: bytes)
      return bytes.count
    }

    private func wantedHeaders() -> [String: String] {
      var values: [String: String] = [:]
      for name in pending.call.wantedHeaders {
        var found: UnsafeMutablePointer<curl_header>?
        guard curl_easy_header(handle, name, 0, UInt32(CURLH_HEADER), -1, &found) == CURLHE_OK, let found else {
          continue
        }
        values[name] = String(cString: found.pointee.value)
      }
      return values
    }

    /// What became of it.
    func result(_ code: CURLcode) -> Result<HTTPCallAnswer, HTTPCallFailure> {
      let reason = failure[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: failure)
      switch code {
      case CURLE_OK:
        return .success(HTTPCallAnswer(status: ccurl_status(handle), headers: wantedHeaders(), body: answer))
      case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_URL_MALFORMAT:
        return .failure(.disconnected(reason))
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_ISSUER_ERROR:
        return .failure(.untrusted(reason))
      case CURLE_ABORTED_BY_CALLBACK: return .failure(.untrusted(distrust ?? reason))
      default: return .failure(.silent(isTooLong ? "the answer is too long" : reason))
      }
    }
  }

  private let multi: UnsafeMutableRawPointer
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

  /// Makes the loop of a client.
  init(_ multi: HTTPClient.Multi) {
    self.multi = multi.pointer
    ccurl_multi_set_long(self.multi, CURLMOPT_MAX_HOST_CONNECTIONS, 16)
    ccurl_multi_set_long(self.multi, CURLMOPT_MAXCONNECTS, 64)
  }

  /// Sends what `next` gives until that is nil; then ends what is under way.
  consuming func run(_ next: () -> [HTTPClient.Pending]?) {
    while let pending = next() {
      for one in pending { begin(one) }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      finish()
      var count: Int32 = 0
      curl_multi_poll(multi, nil, 0, 1000, &count)
    }
    for transfer in transfers.values {
      curl_multi_remove_handle(multi, transfer.handle)
      transfer.pending.completion(.failure(.stopped))
    }
    transfers = [:]
    curl_multi_cleanup(multi)
  }

  private mutating func begin(_ pending: HTTPClient.Pending) {
    guard let transfer = Transfer(pending), curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
      return pending.completion(.failure(.disconnected("libcurl has no memory")))
    }
    transfers[transfer.handle] = transfer
  }

  /// Tells what has come to its end.
  private mutating func finish() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
      let code = message.pointee.data.result
      guard let transfer = transfers[handle] else { continue }
      curl_multi_remove_handle(multi, handle)
      if transfer.canBeginAnew(code), curl_multi_add_handle(multi, handle) == CURLM_OK { continue }
      transfers[handle] = nil
      transfer.pending.completion(transfer.result(code))
    }
  }
}
