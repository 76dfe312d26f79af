//! Rounds a decimal number to the nearest double, from its digits as a whole number and its power of ten.
//!
//! Eisel and Lemire's algorithm (Lemire, Number parsing at a gigabyte per second, doi 10.1002/spe.2984): the digits are
//! multiplied with the leading 128 bits of the power of five, and where the product leaves no doubt about the rounding,
//! which is nearly always, its leading bits are the double. It does in some ten nanoseconds what a general parser does
//! in fifty, since the digits need not be looked at again.
//!
//! Only powers from -64 to 64 have an entry: measured values have no others, and the table stays small in the page.

/// The smallest power of ten that has an entry.
const LEAST: i32 = -64;

/// The nearest double to `digits` times ten to the `power`, ties to even. `None` where that is not certain, or the
/// result would be zero, subnormal or infinite: then a slower way must decide.
#[inline]
pub(crate) fn nearest(digits: u64, power: i32) -> Option<f64> {
    let five = *POWERS_OF_FIVE.get(usize::try_from(power - LEAST).ok()?)?;
    if digits == 0 {
        return None;
    }
    let zeros = digits.leading_zeros();
    let (low, high) = product(digits << zeros, five);
    if low == u64::MAX && !(-27..=55).contains(&power) {
        return None;
    }
    let upper = (high >> 63) as u32;
    let shift = upper + 64 - 52 - 3;
    let mut mantissa = high >> shift;
    let mut exponent = (((152_170 + 65_536) * power) >> 16) + 63 + upper as i32 - zeros as i32 + 1_023;
    if exponent <= 0 {
        return None;
    }
    // Exactly between two doubles: the even one.
    if low <= 1 && (-4..=23).contains(&power) && mantissa & 3 == 1 && mantissa << shift == high {
        mantissa &= !1;
    }
    mantissa += mantissa & 1;
    mantissa >>= 1;
    if mantissa >= 2 << 52 {
        mantissa = 1 << 52;
        exponent += 1;
    }
    (exponent < 0x7FF).then(|| f64::from_bits(mantissa & !(1 << 52) | (exponent as u64) << 52))
}

/// The leading 128 bits of the product of 64 and 128 bits, as far as they are needed: lower and upper half.
#[inline]
fn product(digits: u64, five: u128) -> (u64, u64) {
    let first = u128::from(digits) * (five >> 64);
    let (mut low, mut high) = (first as u64, (first >> 64) as u64);
    // Only if the bits that decide on the rounding might still change.
    if high & (u64::MAX >> 55) == u64::MAX >> 55 {
        let second = ((u128::from(digits) * u128::from(five as u64)) >> 64) as u64;
        low = low.wrapping_add(second);
        high += u64::from(second > low);
    }
    (low, high)
}

/// The leading 128 bits of the powers of five, rounded down for those that are whole and up for the others.
///
/// Made with Python's whole numbers: `5**q`, or `2**b // 5**-q + 1`, shifted until 128 bits are left.
const POWERS_OF_FIVE: [u128; 129] = [
    0xa87f_ea27_a539_e9a5_3f23_98d7_47b3_6224,
    0xd29f_e4b1_8e88_640e_8eec_7f0d_19a0_3aad,
    0x83a3_eeee_f915_3e89_1953_cf68_3004_24ac,
    0xa48c_eaaa_b75a_8e2b_5fa8_c342_3c05_2dd7,
    0xcdb0_2555_6531_31b6_3792_f412_cb06_794d,
    0x808e_1755_5f3e_bf11_e2bb_d88b_bee4_0bd0,
    0xa0b1_9d2a_b70e_6ed6_5b6a_ceae_ae9d_0ec4,
    0xc8de_0475_64d2_0a8b_f245_825a_5a44_5275,
    0xfb15_8592_be06_8d2e_eed6_e2f0_f0d5_6712,
    0x9ced_737b_b6c4_183d_5546_4dd6_9685_606b,
    0xc428_d05a_a475_1e4c_aa97_e14c_3c26_b886,
    0xf533_0471_4d92_65df_d53d_d99f_4b30_66a8,
    0x993f_e2c6_d07b_7fab_e546_a803_8efe_4029,
    0xbf8f_db78_849a_5f96_de98_5204_72bd_d033,
    0xef73_d256_a5c0_f77c_963e_6685_8f6d_4440,
    0x95a8_6376_2798_9aad_dde7_0013_79a4_4aa8,
    0xbb12_7c53_b17e_c159_5560_c018_580d_5d52,
    0xe9d7_1b68_9dde_71af_aab8_f01e_6e10_b4a6,
    0x9226_7121_62ab_070d_cab3_9613_04ca_70e8,
    0xb6b0_0d69_bb55_c8d1_3d60_7b97_c5fd_0d22,
    0xe45c_10c4_2a2b_3b05_8cb8_9a7d_b77c_506a,
    0x8eb9_8a7a_9a5b_04e3_77f3_608e_92ad_b242,
    0xb267_ed19_40f1_c61c_55f0_38b2_3759_1ed3,
    0xdf01_e85f_912e_37a3_6b6c_46de_c52f_6688,
    0x8b61_313b_babc_e2c6_2323_ac4b_3b3d_a015,
    0xae39_7d8a_a96c_1b77_abec_975e_0a0d_081a,
    0xd9c7_dced_53c7_2255_96e7_bd35_8c90_4a21,
    0x881c_ea14_545c_7575_7e50_d641_77da_2e54,
    0xaa24_2499_6973_92d2_dde5_0bd1_d5d0_b9e9,
    0xd4ad_2dbf_c3d0_7787_955e_4ec6_4b44_e864,
    0x84ec_3c97_da62_4ab4_bd5a_f13b_ef0b_113e,
    0xa627_4bbd_d0fa_dd61_ecb1_ad8a_eacd_d58e,
    0xcfb1_1ead_4539_94ba_67de_18ed_a581_4af2,
    0x81ce_b32c_4b43_fcf4_80ea_cf94_8770_ced7,
    0xa242_5ff7_5e14_fc31_a125_8379_a94d_028d,
    0xcad2_f7f5_359a_3b3e_096e_e458_13a0_4330,
    0xfd87_b5f2_8300_ca0d_8bca_9d6e_1888_53fc,
    0x9e74_d1b7_91e0_7e48_775e_a264_cf55_347e,
    0xc612_0625_7658_9dda_9536_4afe_032a_819e,
    0xf796_87ae_d3ee_c551_3a83_ddbd_83f5_2205,
    0x9abe_14cd_4475_3b52_c492_6a96_7279_3543,
    0xc16d_9a00_9592_8a27_75b7_053c_0f17_8294,
    0xf1c9_0080_baf7_2cb1_5324_c68b_12dd_6339,
    0x971d_a050_74da_7bee_d3f6_fc16_ebca_5e04,
    0xbce5_0864_9211_1aea_88f4_bb1c_a6bc_f585,
    0xec1e_4a7d_b695_61a5_2b31_e9e3_d06c_32e6,
    0x9392_ee8e_921d_5d07_3aff_322e_6243_9fd0,
    0xb877_aa32_36a4_b449_09be_feb9_fad4_87c3,
    0xe695_94be_c44d_e15b_4c2e_be68_7989_a9b4,
    0x901d_7cf7_3ab0_acd9_0f9d_3701_4bf6_0a11,
    0xb424_dc35_095c_d80f_5384_84c1_9ef3_8c95,
    0xe12e_1342_4bb4_0e13_2865_a5f2_06b0_6fba,
    0x8cbc_cc09_6f50_88cb_f93f_87b7_442e_45d4,
    0xafeb_ff0b_cb24_aafe_f78f_69a5_1539_d749,
    0xdbe6_fece_bded_d5be_b573_440e_5a88_4d1c,
    0x8970_5f41_36b4_a597_3168_0a88_f895_3031,
    0xabcc_7711_8461_cefc_fdc2_0d2b_36ba_7c3e,
    0xd6bf_94d5_e57a_42bc_3d32_9076_0469_1b4d,
    0x8637_bd05_af6c_69b5_a63f_9a49_c2c1_b110,
    0xa7c5_ac47_1b47_8423_0fcf_80dc_3372_1d54,
    0xd1b7_1758_e219_652b_d3c3_6113_404e_a4a9,
    0x8312_6e97_8d4f_df3b_645a_1cac_0831_26ea,
    0xa3d7_0a3d_70a3_d70a_3d70_a3d7_0a3d_70a4,
    0xcccc_cccc_cccc_cccc_cccc_cccc_cccc_cccd,
    0x8000_0000_0000_0000_0000_0000_0000_0000,
    0xa000_0000_0000_0000_0000_0000_0000_0000,
    0xc800_0000_0000_0000_0000_0000_0000_0000,
    0xfa00_0000_0000_0000_0000_0000_0000_0000,
    0x9c40_0000_0000_0000_0000_0000_0000_0000,
    0xc350_0000_0000_0000_0000_0000_0000_0000,
    0xf424_0000_0000_0000_0000_0000_0000_0000,
    0x9896_8000_0000_0000_0000_0000_0000_0000,
    0xbebc_2000_0000_0000_0000_0000_0000_0000,
    0xee6b_2800_0000_0000_0000_0000_0000_0000,
    0x9502_f900_0000_0000_0000_0000_0000_0000,
    0xba43_b740_0000_0000_0000_0000_0000_0000,
    0xe8d4_a510_0000_0000_0000_0000_0000_0000,
    0x9184_e72a_0000_0000_0000_0000_0000_0000,
    0xb5e6_20f4_8000_0000_0000_0000_0000_0000,
    0xe35f_a931_a000_0000_0000_0000_0000_0000,
    0x8e1b_c9bf_0400_0000_0000_0000_0000_0000,
    0xb1a2_bc2e_c500_0000_0000_0000_0000_0000,
    0xde0b_6b3a_7640_0000_0000_0000_0000_0000,
    0x8ac7_2304_89e8_0000_0000_0000_0000_0000,
    0xad78_ebc5_ac62_0000_0000_0000_0000_0000,
    0xd8d7_26b7_177a_8000_0000_0000_0000_0000,
    0x8786_7832_6eac_9000_0000_0000_0000_0000,
    0xa968_163f_0a57_b400_0000_0000_0000_0000,
    0xd3c2_1bce_cced_a100_0000_0000_0000_0000,
    0x8459_5161_4014_84a0_0000_0000_0000_0000,
    0xa56f_a5b9_9019_a5c8_0000_0000_0000_0000,
    0xcecb_8f27_f420_0f3a_0000_0000_0000_0000,
    0x813f_3978_f894_0984_4000_0000_0000_0000,
    0xa18f_07d7_36b9_0be5_5000_0000_0000_0000,
    0xc9f2_c9cd_0467_4ede_a400_0000_0000_0000,
    0xfc6f_7c40_4581_2296_4d00_0000_0000_0000,
    0x9dc5_ada8_2b70_b59d_f020_0000_0000_0000,
    0xc537_1912_364c_e305_6c28_0000_0000_0000,
    0xf684_df56_c3e0_1bc6_c732_0000_0000_0000,
    0x9a13_0b96_3a6c_115c_3c7f_4000_0000_0000,
    0xc097_ce7b_c907_15b3_4b9f_1000_0000_0000,
    0xf0bd_c21a_bb48_db20_1e86_d400_0000_0000,
    0x9676_9950_b50d_88f4_1314_4480_0000_0000,
    0xbc14_3fa4_e250_eb31_17d9_55a0_0000_0000,
    0xeb19_4f8e_1ae5_25fd_5dcf_ab08_0000_0000,
    0x92ef_d1b8_d0cf_37be_5aa1_cae5_0000_0000,
    0xb7ab_c627_0503_05ad_f14a_3d9e_4000_0000,
    0xe596_b7b0_c643_c719_6d9c_cd05_d000_0000,
    0x8f7e_32ce_7bea_5c6f_e482_0023_a200_0000,
    0xb35d_bf82_1ae4_f38b_dda2_802c_8a80_0000,
    0xe035_2f62_a19e_306e_d50b_2037_ad20_0000,
    0x8c21_3d9d_a502_de45_4526_f422_cc34_0000,
    0xaf29_8d05_0e43_95d6_9670_b12b_7f41_0000,
    0xdaf3_f046_51d4_7b4c_3c0c_dd76_5f11_4000,
    0x88d8_762b_f324_cd0f_a588_0a69_fb6a_c800,
    0xab0e_93b6_efee_0053_8eea_0d04_7a45_7a00,
    0xd5d2_38a4_abe9_8068_72a4_9045_98d6_d880,
    0x85a3_6366_eb71_f041_47a6_da2b_7f86_4750,
    0xa70c_3c40_a64e_6c51_9990_90b6_5f67_d924,
    0xd0cf_4b50_cfe2_0765_fff4_b4e3_f741_cf6d,
    0x8281_8f12_81ed_449f_bff8_f10e_7a89_21a4,
    0xa321_f2d7_2268_95c7_aff7_2d52_192b_6a0d,
    0xcbea_6f8c_eb02_bb39_9bf4_f8a6_9f76_4490,
    0xfee5_0b70_25c3_6a08_02f2_36d0_4753_d5b4,
    0x9f4f_2726_179a_2245_01d7_6242_2c94_6590,
    0xc722_f0ef_9d80_aad6_424d_3ad2_b7b9_7ef5,
    0xf8eb_ad2b_84e0_d58b_d2e0_8987_65a7_deb2,
    0x9b93_4c3b_330c_8577_63cc_55f4_9f88_eb2f,
    0xc278_1f49_ffcf_a6d5_3cbf_6b71_c76b_25fb,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn random(state: &mut u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *state ^ *state >> 29
    }

    #[test]
    fn every_result_is_that_of_the_standard_library() {
        let (mut state, mut certain) = (7, 0);
        let rounds = 300_000;
        for round in 0..rounds {
            // From one digit to nineteen.
            let digits = random(&mut state) >> (round % 61) | 1;
            let power = (random(&mut state) % 140) as i32 - 70;
            if let Some(found) = nearest(digits, power) {
                let expected: f64 = format!("{digits}e{power}").parse().unwrap();
                assert_eq!(found.to_bits(), expected.to_bits(), "{digits}e{power}");
                certain += 1;
            }
        }
        assert!(certain > rounds * 9 / 10 - rounds / 40, "{certain} of {rounds}");
    }

    #[test]
    fn numbers_half_way_between_doubles_go_to_the_even_one() {
        for (digits, power) in
            [(9_007_199_254_740_993, 0), (9_007_199_254_740_995, 0), (1, 23), (9_007_199_254_740_993, 1)]
        {
            let expected: f64 = format!("{digits}e{power}").parse().unwrap();
            assert!(
                nearest(digits, power).is_none_or(|found| found.to_bits() == expected.to_bits()),
                "{digits}e{power}"
            );
        }
        assert_eq!((nearest(0, 0), nearest(1, 65), nearest(1, -65)), (None, None, None));
    }
}
