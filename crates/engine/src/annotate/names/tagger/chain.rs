//! The chain: the best row of tags, and what training needs.

use super::TAGS;

/// Scores of the tags of one word.
pub type Row = [f32; TAGS];

/// Weights of neighbouring tags; row [`TAGS`] is the start of a sentence.
pub type Steps = [Row; TAGS + 1];

/// The best row of tags for these scores.
pub fn best(rows: &[Row], steps: &Steps) -> Vec<u8> {
    let mut back: Vec<[u8; TAGS]> = Vec::with_capacity(rows.len());
    let mut score: Row = [0.0; TAGS];
    for (i, row) in rows.iter().enumerate() {
        let mut next = [f32::MIN; TAGS];
        let mut from = [0u8; TAGS];
        for (t, ((next, from), own)) in next.iter_mut().zip(from.iter_mut()).zip(row).enumerate() {
            if i == 0 {
                *next = own + steps.get(TAGS).and_then(|s| s.get(t)).copied().unwrap_or(0.0);
                continue;
            }
            for (p, (s, step)) in score.iter().zip(steps).enumerate() {
                let v = s + step.get(t).copied().unwrap_or(0.0) + own;
                if v > *next {
                    *next = v;
                    *from = p as u8;
                }
            }
        }
        score = next;
        back.push(from);
    }
    let mut tags = vec![0u8; rows.len()];
    let mut t = 0;
    let mut most = f32::MIN;
    for (i, s) in score.iter().enumerate() {
        if *s > most {
            most = *s;
            t = i as u8;
        }
    }
    for (tag, from) in tags.iter_mut().zip(&back).rev() {
        *tag = t;
        t = from.get(t as usize).copied().unwrap_or(0);
    }
    tags
}

/// The probability of each tag of each word, and of each pair of neighbouring tags summed over the sentence (start included).
pub fn expected(rows: &[Row], steps: &Steps) -> (Vec<Row>, Steps) {
    let n = rows.len();
    let mut pairs: Steps = [[0.0; TAGS]; TAGS + 1];
    if n == 0 {
        return (Vec::new(), pairs);
    }
    let exp: Vec<Row> = rows
        .iter()
        .map(|r| {
            let top = r.iter().copied().fold(f32::MIN, f32::max);
            r.map(|x| (x - top).exp())
        })
        .collect();
    let step = steps.map(|r| r.map(f32::exp));
    let mut forward: Vec<Row> = Vec::with_capacity(n);
    for (i, own) in exp.iter().enumerate() {
        let mut f = [0.0; TAGS];
        for t in 0..TAGS {
            let into: f32 = match forward.last() {
                None => step[TAGS][t],
                Some(before) => (0..TAGS).map(|p| before[p] * step[p][t]).sum(),
            };
            f[t] = into * own[t];
        }
        let sum: f32 = f.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        forward.push(f.map(|x| x / sum));
        debug_assert!(i < n);
    }
    let mut backward = vec![[1.0 / TAGS as f32; TAGS]; n];
    for i in (0..n - 1).rev() {
        let mut b = [0.0; TAGS];
        for (t, b) in b.iter_mut().enumerate() {
            *b = (0..TAGS).map(|s| step[t][s] * exp[i + 1][s] * backward[i + 1][s]).sum();
        }
        let sum: f32 = b.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        backward[i] = b.map(|x| x / sum);
    }
    let mut all = Vec::with_capacity(n);
    for i in 0..n {
        let mut p = [0.0; TAGS];
        for t in 0..TAGS {
            p[t] = forward[i][t] * backward[i][t];
        }
        let sum: f32 = p.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        all.push(p.map(|x| x / sum));
    }
    for (a, b) in pairs[TAGS].iter_mut().zip(&all[0]) {
        *a += b;
    }
    for i in 1..n {
        let mut joint = [[0.0; TAGS]; TAGS];
        let mut sum = f32::MIN_POSITIVE;
        for p in 0..TAGS {
            for t in 0..TAGS {
                let v = forward[i - 1][p] * step[p][t] * exp[i][t] * backward[i][t];
                joint[p][t] = v;
                sum += v;
            }
        }
        for p in 0..TAGS {
            for t in 0..TAGS {
                pairs[p][t] += joint[p][t] / sum;
            }
        }
    }
    (all, pairs)
}
