/// A fast 64-bit hash of a file's bytes, equal on every machine; it notices changes, it does not resist attacks.
func contentHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
  func mix(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let product = (lane ^ word) &* multiplier
    return product ^ (product >> 29)
  }
  // Four independent lanes keep the multiplier busy; each multiplication waits for the one before it in its lane.
  var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
  var offset = 0
  let blockEnd = bytes.count & ~31
  while offset < blockEnd {
    lanes.0 = mix(lanes.0, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
    lanes.1 = mix(lanes.1, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self).littleEndian)
    lanes.2 = mix(lanes.2, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self).littleEndian)
    lanes.3 = mix(lanes.3, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self).littleEndian)
    offset += 32
  }
  while offset < bytes.count {
    lanes.0 = mix(lanes.0, UInt64(bytes[offset]))
    offset += 1
  }
  return [lanes.1, lanes.2, lanes.3].reduce(mix(lanes.0, UInt64(bytes.count)), mix)
}
