#![no_main]

use claims_hostile::meter::Counting;
use libfuzzer_sys::fuzz_target;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fuzz_target!(|bytes: &[u8]| claims_hostile::view(bytes));
