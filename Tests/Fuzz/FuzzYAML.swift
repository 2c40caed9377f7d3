// A libFuzzer target over the YAML layer; Scripts/fuzz builds it together with the sources of Sources/EMDSL/YAML.

/// Reads the data as a YAML text in every way that the layer offers, and stops the process if a promise is broken.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = UnsafeRawBufferPointer(start: data, count: count)
  let isASCII = !text.contains { $0 >= 0x80 }
  var limits = YAMLLimits()
  limits.aliasNodes = 10_000
  let digest = read(text, isASCII: isASCII, limits: limits, chunk: 256)
  precondition(digest == read(text, isASCII: isASCII, limits: limits, chunk: 1), "chunks change the tokens")
  if isASCII {
    precondition(digest == read(text, isASCII: false, limits: limits, chunk: 7), "offsets in ASCII differ")
  }
  for comment in scanComments(in: text, isASCII: isASCII, containing: "e") {
    precondition(comment.offset < comment.end && comment.end <= text.count && text[Int(comment.offset)] == 0x23)
  }
  return 0
}

/// Reads all tokens, checks what must hold of any, and returns a hash of them.
private func read(_ text: UnsafeRawBufferPointer, isASCII: Bool, limits: YAMLLimits, chunk: Int) -> UInt64 {
  let stream = YAMLTokenStream(text: text, isASCII: isASCII, limits: limits, chunk: chunk)
  var digest: UInt64 = 0
  var depth = 0
  var wanted: [(offset: UInt32, collection: Bool)] = []
  while true {
    let token = stream.next()
    switch token.kind {
    case .mappingStart, .sequenceStart: depth += 1
    case .mappingEnd, .sequenceEnd: depth -= 1
    default: break
    }
    precondition(depth >= 0 && depth <= limits.depth, "collections do not nest")
    precondition(token.offset <= token.end && token.end <= text.count, "a span lies outside of the text")
    if wanted.last.map({ $0.offset <= token.offset }) ?? true { wanted.append((token.offset, token.kind != .scalar)) }
    for number in [UInt64(token.kind.rawValue), UInt64(token.offset), UInt64(token.end)] {
      digest = (digest ^ number) &* 0x100_0000_01B3
    }
    for byte in stream.value(token) { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    if token.kind == .streamEnd { break }
  }
  if let problem = stream.problem {
    precondition(Int(problem.offset) + Int(problem.length) <= text.count, "a problem lies outside of the text")
    precondition(!problem.message.isEmpty)
  } else {
    precondition(depth == 0, "a collection is left open")
  }
  precondition(locateNodes(in: text, isASCII: isASCII, wanted: wanted).count == wanted.count)
  return digest
}
