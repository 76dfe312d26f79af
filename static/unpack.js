// Unpacks what the page carries, in a worker of its own: it takes a tenth of a second, and the page shall answer meanwhile.
// LZMA makes a fifth less of the module than gzip, which browsers unpack by themselves. Written from the format's description in Igor
// Pavlov's LZMA SDK (public domain), for the ".lzma" layout: 5 bytes of properties, 8 of the size, then the stream.
self.onmessage = function (message) {
  "use strict";
  // Base 85, as xtask/page-builder/src/base85.rs writes it: five letters are four bytes, and no letter has to be escaped.
  var text = message.data;
  var values = new Uint8Array(128);
  for (var code = 33, value = 0; code < 127; code += 1) {
    if ("\"#&'<>\\`%".indexOf(String.fromCharCode(code)) < 0) values[code] = value++;
  }
  var packed = new Uint8Array(Math.floor((text.length * 4) / 5));
  for (var group = 0, place = 0; place < packed.length; group += 5) {
    var number = 0;
    // The highest letter in place of those that the last group does without.
    for (var letter = group; letter < group + 5; letter += 1) {
      number = number * 85 + (letter < text.length ? values[text.charCodeAt(letter)] : 84);
    }
    for (var shift = 24; shift >= 0 && place < packed.length; shift -= 8) packed[place++] = (number / (1 << shift)) & 255;
  }
  text = null;

  var literalBits = packed[0] % 9;
  var literalMask = (1 << Math.floor(packed[0] / 9) % 5) - 1;
  var placeMask = (1 << Math.floor(packed[0] / 45)) - 1;
  var size = packed[5] + packed[6] * 0x100 + packed[7] * 0x10000 + packed[8] * 0x1000000;
  var bytes = new Uint8Array(size);

  // Where each kind of decision has its probabilities. A length takes 514 of them: two choices, two tables of eight for each
  // of 16 places, and one of 256.
  var MATCH = 0, REPEATED = 192, NOT_LAST = 204, NOT_SECOND = 216, NOT_THIRD = 228, LONGER = 240;
  var SLOT = 432, SPECIAL = 688, ALIGN = 803, LENGTH = 819, REPEATED_LENGTH = 1333, LITERAL = 1847;
  var chances = new Uint16Array(LITERAL + (0x300 << (literalBits + Math.floor(packed[0] / 9) % 5))).fill(1024);

  // The range coder: its range, and where in it the stream is. In an array, since engines keep those as plain numbers.
  var from = 18;
  var coder = new Uint32Array([0xffffffff, ((packed[14] * 256 + packed[15]) * 256 + packed[16]) * 256 + packed[17]]);

  function bit(place) {
    var chance = chances[place];
    var bound = (coder[0] >>> 11) * chance;
    var found = 0;
    if (coder[1] < bound) {
      coder[0] = bound;
      chances[place] = chance + ((2048 - chance) >> 5);
    } else {
      coder[0] -= bound;
      coder[1] -= bound;
      chances[place] = chance - (chance >> 5);
      found = 1;
    }
    if (coder[0] < 0x1000000) {
      coder[0] *= 256;
      coder[1] = coder[1] * 256 + packed[from++];
    }
    return found;
  }

  // Bits without a probability.
  function plain(count) {
    var number = 0;
    while (count-- > 0) {
      coder[0] = coder[0] >>> 1;
      var found = coder[1] >= coder[0] ? 1 : 0;
      if (found) coder[1] -= coder[0];
      number = number * 2 + found;
      if (coder[0] < 0x1000000) {
        coder[0] *= 256;
        coder[1] = coder[1] * 256 + packed[from++];
      }
    }
    return number;
  }

  function tree(place, bits) {
    var node = 1;
    for (var left = bits; left > 0; left -= 1) node = (node << 1) | bit(place + node);
    return node - (1 << bits);
  }

  // The lowest bit first.
  function reversed(place, bits) {
    var node = 1;
    var number = 0;
    for (var at = 0; at < bits; at += 1) {
      var found = bit(place + node);
      node = (node << 1) | found;
      number |= found << at;
    }
    return number;
  }

  function length(place, at) {
    if (!bit(place)) return tree(place + 2 + (at << 3), 3);
    if (!bit(place + 1)) return 8 + tree(place + 130 + (at << 3), 3);
    return 16 + tree(place + 258, 8);
  }

  function distance(slot) {
    if (slot < 4) return slot;
    var bits = (slot >> 1) - 1;
    var start = (2 | (slot & 1)) * Math.pow(2, bits);
    if (slot < 14) return start + reversed(SPECIAL + start - slot, bits);
    return start + plain(bits - 4) * 16 + reversed(ALIGN, 4);
  }

  var done = 0;
  var state = 0;
  // The last four distances.
  var last = 0, second = 0, third = 0, fourth = 0;
  while (done < size) {
    var at = done & placeMask;
    if (!bit(MATCH + (state << 4) + at)) {
      var before = done > 0 ? bytes[done - 1] : 0;
      var literal = LITERAL + 0x300 * (((done & literalMask) << literalBits) + (before >> (8 - literalBits)));
      var symbol = 1;
      if (state >= 7) {
        var expected = bytes[done - last - 1];
        while (symbol < 0x100) {
          var likely = (expected >> 7) & 1;
          expected <<= 1;
          var found = bit(literal + ((1 + likely) << 8) + symbol);
          symbol = (symbol << 1) | found;
          if (found !== likely) break;
        }
      }
      while (symbol < 0x100) symbol = (symbol << 1) | bit(literal + symbol);
      bytes[done++] = symbol;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    var count;
    if (bit(REPEATED + state)) {
      if (!bit(NOT_LAST + state)) {
        if (!bit(LONGER + (state << 4) + at)) {
          bytes[done] = bytes[done - last - 1];
          done += 1;
          state = state < 7 ? 9 : 11;
          continue;
        }
      } else {
        var chosen = second;
        if (bit(NOT_SECOND + state)) {
          chosen = third;
          if (bit(NOT_THIRD + state)) {
            chosen = fourth;
            fourth = third;
          }
          third = second;
        }
        second = last;
        last = chosen;
      }
      count = length(REPEATED_LENGTH, at) + 2;
      state = state < 7 ? 8 : 11;
    } else {
      fourth = third;
      third = second;
      second = last;
      count = length(LENGTH, at) + 2;
      state = state < 7 ? 7 : 10;
      last = distance(tree(SLOT + (Math.min(count - 2, 3) << 6), 6));
    }
    if (last >= done) throw new Error("The page is damaged: save it again from where it came");
    for (var end = Math.min(done + count, size); done < end; done += 1) bytes[done] = bytes[done - last - 1];
  }
  self.postMessage(bytes.buffer, [bytes.buffer]);
};
