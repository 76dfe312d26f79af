use super::{Packer, pack_json, unpack_json};

/// Numbers that no one can foresee, from a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn json(&mut self, depth: u64) -> String {
        match self.below(if depth == 0 { 8 } else { 11 }) {
            0 => ["null", "true", "false"][self.below(3) as usize].to_owned(),
            1 => {
                let bits = self.below(31);
                self.below(1 << bits).to_string()
            }
            2 => format!("-{}", self.below(1 << 30)),
            3 => serde_json::to_string(&f64::from_bits((self.below(1 << 31) << 33) ^ self.below(1 << 31))).unwrap(),
            4 => format!("{}.{:03}", self.below(100), self.below(1000)),
            5 => ["-0.0", "0.0", "-0", "1e999", "1E5", "1.0e-7", "18446744073709551615", "0.1000"]
                [self.below(8) as usize]
                .to_owned(),
            6 => serde_json::to_string(
                &"ü \"\\\n</script>🦀"
                    .chars()
                    .cycle()
                    .skip(self.below(9) as usize)
                    .take(self.below(20) as usize)
                    .collect::<String>(),
            )
            .unwrap(),
            7 => format!("\"word {}\"", self.below(5)),
            8 | 9 => {
                let fields: Vec<String> =
                    (0..self.below(6)).map(|at| format!("\"k{at}\":{}", self.json(depth - 1))).collect();
                format!("{{{}}}", fields.join(","))
            }
            _ => {
                let elements: Vec<String> = (0..self.below(9)).map(|_| self.json(depth - 1)).collect();
                format!("[{}]", elements.join(","))
            }
        }
    }
}

#[test]
fn any_json_without_blanks_comes_back_byte_for_byte() {
    let mut random = Random(3);
    for _ in 0..2000 {
        let json = random.json(4);
        let packed = pack_json(&json).unwrap_or_else(|| panic!("{json}"));
        assert_eq!(unpack_json(&packed).as_deref(), Some(json.as_str()), "{packed}");
    }
}

#[test]
fn packing_in_steps_gives_the_same_text() {
    let mut random = Random(7);
    for _ in 0..300 {
        let json = random.json(5);
        let mut packer = Packer::new(&json).unwrap();
        let mut steps = 0;
        while !packer.pack(1 + random.below(40) as usize).unwrap() {
            steps += 1;
            assert!(steps <= json.len(), "each step goes on: {json}");
        }
        assert_eq!(packer.finish().ok(), pack_json(&json), "{json}");
    }
    // What is not packed to its end is no text.
    let json = "[1,2,3,4,5,6,7,8]";
    let mut packer = Packer::new(json).unwrap();
    assert_eq!(packer.pack(2), Ok(false));
    assert!(packer.finish().is_err());
}

#[test]
fn what_comes_again_costs_next_to_nothing() {
    let column = |at: u64| format!(r#"{{"name":"c{at}","kind":"numeric","quantiles":[0.1,0.25,0.5],"limit":0.05}}"#);
    let columns: Vec<String> = (0..1000).map(column).collect();
    let packed = pack_json(&format!("[{}]", columns.join(","))).unwrap();
    assert!(packed.len() < 4000, "{}", packed.len());
}

#[test]
fn other_texts_are_left_to_the_caller() {
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let long = "1".repeat(300);
    for text in ["", "{", "{\"a\"", "[1,]", "[1, 2]", "{\"a\" :1}", "\"a", "1 ", "[}", "nothing to see", &deep, &long] {
        assert_eq!(pack_json(text), None, "{text}");
    }
}

#[test]
fn damaged_texts_are_refused() {
    let json = format!("[{},{},\"the end\"]", Random(9).json(5), Random(11).json(5));
    let packed = pack_json(&json).unwrap();
    assert_eq!(unpack_json(&packed).as_deref(), Some(json.as_str()));
    let mut random = Random(5);
    for _ in 0..3000 {
        let mut text = packed.clone().into_bytes();
        let place = random.below(text.len() as u64) as usize;
        match random.below(3) {
            0 => text.truncate(place),
            1 => drop(text.remove(place)),
            _ => text[place] = b"!(~aZ 7"[random.below(7) as usize],
        }
        let text = String::from_utf8(text).unwrap();
        let found = unpack_json(&text);
        assert!(found.is_none() || found.as_deref() == Some(json.as_str()), "{text}");
    }
    for text in ["", "!", "!!!!!!!!!!!!!!!!!!!!!!!!!!", "{\"schema_version\":2}"] {
        assert_eq!(unpack_json(text), None);
    }
}
