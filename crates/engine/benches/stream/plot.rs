//! The plot: cost of one more article, and memory, over the length of the stream.

use crate::Point;
use std::fmt::Write;

const WIDTH: f64 = 860.0;
const PANEL: f64 = 210.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 120.0;
const TOP: f64 = 56.0;

struct Panel<'a> {
    title: &'a str,
    top: f64,
    most: f64,
    ticks: &'a [f64],
    unit: &'a str,
}

/// The whole picture.
pub fn svg(points: &[Point]) -> String {
    let last = points.last().map_or(1, |p| p.articles) as f64;
    let x = |n: usize| LEFT + (WIDTH - LEFT - RIGHT) * n as f64 / last;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{:.0}\" viewBox=\"0 0 {WIDTH} {:.0}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
        2.0 * (PANEL + TOP) + 40.0,
        2.0 * (PANEL + TOP) + 40.0
    );
    let highest = points.iter().map(|p| p.cost[1]).fold(0.0, f64::max).max(10.0) * 1.15;
    let cost = Panel {
        title: "Cost of one more article, milliseconds of processor time",
        top: TOP,
        most: highest,
        ticks: &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0],
        unit: "ms",
    };
    let memory_most = points.iter().map(|p| p.memory).fold(0.0, f64::max) * 1.15;
    let nice = 100.0 * (memory_most / 400.0).ceil();
    let ticks: Vec<f64> = (0..5)
        .map(|k| nice * f64::from(k))
        .filter(|t| *t < memory_most)
        .collect();
    let memory = Panel {
        title: "Resident memory, MB",
        top: TOP + PANEL + TOP,
        most: memory_most,
        ticks: &ticks,
        unit: "MB",
    };
    for panel in [&cost, &memory] {
        frame(&mut out, panel, last);
    }
    let bar = y(&cost, 10.0);
    let _ = writeln!(
        out,
        "<line x1=\"{LEFT}\" y1=\"{bar:.1}\" x2=\"{:.1}\" y2=\"{bar:.1}\" stroke=\"#c00\" stroke-dasharray=\"5 4\"/>",
        WIDTH - RIGHT
    );
    let lines: [(&Panel, &str, &str, Vec<f64>); 3] = [
        (
            &cost,
            "half of them",
            "#2a7",
            points.iter().map(|p| p.cost[0]).collect(),
        ),
        (&cost, "99 of 100", "#06c", points.iter().map(|p| p.cost[1]).collect()),
        (&memory, "memory", "#06c", points.iter().map(|p| p.memory).collect()),
    ];
    for (panel, label, colour, values) in lines {
        let mut path = String::new();
        for (p, v) in points.iter().zip(&values) {
            let _ = write!(path, "{:.1},{:.1} ", x(p.articles), y(panel, *v));
        }
        let _ = writeln!(
            out,
            "<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\"/>"
        );
        let end = values.last().copied().unwrap_or(0.0);
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{label}: {end:.1}</text>",
            WIDTH - RIGHT + 6.0,
            y(panel, end) + 4.0
        );
    }
    out.push_str("</svg>\n");
    out
}

fn y(panel: &Panel, v: f64) -> f64 {
    panel.top + PANEL * (1.0 - v / panel.most)
}

fn frame(out: &mut String, panel: &Panel, last: f64) {
    let (top, bottom, right) = (panel.top, panel.top + PANEL, WIDTH - RIGHT);
    let _ = writeln!(
        out,
        "<text x=\"{LEFT}\" y=\"{:.1}\" font-size=\"14\">{}</text>",
        top - 10.0,
        panel.title
    );
    let _ = writeln!(
        out,
        "<path d=\"M{LEFT} {top} V{bottom} H{right}\" fill=\"none\" stroke=\"#444\"/>"
    );
    for t in panel.ticks {
        let at = y(panel, *t);
        let _ = writeln!(
            out,
            "<line x1=\"{LEFT}\" y1=\"{at:.1}\" x2=\"{right}\" y2=\"{at:.1}\" stroke=\"#ddd\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{t:.0} {}</text>",
            LEFT - 6.0,
            at + 4.0,
            panel.unit
        );
    }
    for k in 0..=4 {
        let at = LEFT + (right - LEFT) * f64::from(k) / 4.0;
        let n = last * f64::from(k) / 4.0;
        let _ = writeln!(
            out,
            "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{n:.0}{}</text>",
            bottom + 17.0,
            if k == 4 { " articles" } else { "" }
        );
    }
}
