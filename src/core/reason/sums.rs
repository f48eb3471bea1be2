//! What follows where a whole is the sum of its parts: a linear program.
//!
//! The unknowns are what each measure without parts of its own adds from one day to the next, so that
//! counts that only grow and wholes that are sums need no constraints of their own. The dual simplex
//! method (C. E. Lemke, *The dual method of solving the linear programming problem*, 1954) with Bland's
//! rule (R. G. Bland, *New finite pivoting rules for the simplex method*, 1977) finds the least or the
//! greatest count; its multipliers name the claims that imply it, and where nothing fits, the claims
//! that do not (Farkas' lemma). Rows join the program only once its answer breaks them, because few
//! of them ever matter.
//!
//! Open ends and what is unbounded are exact: every right-hand side is a polynomial a·ω + b − c·ε of an
//! infinite ω and an infinitesimal ε. The numbers b are whole and the coefficients of the program are
//! small, so floating-point arithmetic stays exact but for thirds and the like.

use super::constraints::{BEGINNING, End, Group, Row, Window};
use crate::order;

/// a·ω + b + c·ε as [a, b, c].
type Amount = [f64; 3];

/// Coefficients smaller than this are 0.
const TINY: f64 = 1e-9;
/// Numbers differ where they do by more than this, and by more than [`COARSE`] of the largest.
const FINE: f64 = 1e-7;
const COARSE: f64 = 1e-13;
/// A program that takes more steps than this for each of its rows and columns goes round in circles:
/// Bland's rule excludes that, rounding does not.
const MAX_STEPS: usize = 50;
/// The rows that an earlier answer needed are kept for the next one, up to this many.
const MAX_KEPT: usize = 80;

/// What a program comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nothing fits; these rows alone imply it.
    Infeasible(Vec<usize>),
    /// The end of what fits, in the group's unit: at most for an upper end, at least for a lower one.
    End { number: f64, is_open: bool, because: Vec<usize> },
    /// It fits, and nothing bounds it.
    Unbounded,
}

/// The end of a measure's count on a day, as rows imply it, or merely whether they fit.
///
/// `kept` holds the rows that earlier programs needed, as indices, and takes those of this one.
pub fn solve(
    group: &Group,
    rows: &[Row],
    goal: Option<(usize, i32, End)>,
    kept: &mut Vec<usize>,
) -> Answer {
    if kept.len() > MAX_KEPT {
        kept.clear();
    }
    loop {
        let program = Program::new(group, rows, kept, goal);
        match program.run() {
            Found::Infeasible(because) => return Answer::Infeasible(because),
            Found::Lost => return Answer::Unbounded,
            Found::Optimal { counts, answer } => match counts.broken(rows, kept) {
                (None, None) => return answer,
                (low, high) => kept.extend(low.into_iter().chain(high)),
            },
        }
    }
}

enum Found {
    Infeasible(Vec<usize>),
    Optimal {
        counts: Counts,
        answer: Answer,
    },
    /// The numbers were too bad to go on.
    Lost,
}

/// A linear program in the form that only non-basic columns are kept of: basic variables as
/// right-hand sides less multiples of the others.
struct Program<'a> {
    group: &'a Group,
    goal: Option<(usize, i32, End)>,
    days: Vec<i32>,
    /// Positions of the measures that are no sums.
    leaves: Vec<usize>,
    n_columns: usize,
    /// Row after row.
    matrix: Vec<f64>,
    right: Vec<Amount>,
    costs: Vec<f64>,
    objective: Amount,
    /// Numbers of variables: first the unknowns, then the slack of each row.
    basic: Vec<usize>,
    others: Vec<usize>,
    /// The given row that a slack belongs to; `None` for what holds of all counts.
    origins: Vec<Option<usize>>,
    tolerance: f64,
}

impl<'a> Program<'a> {
    fn new(
        group: &'a Group,
        rows: &[Row],
        active: &[usize],
        goal: Option<(usize, i32, End)>,
    ) -> Program<'a> {
        let mut all_days = Vec::new();
        all_days.extend(goal.map(|(_, day, _)| day));
        for &n in active {
            let window = rows[n].window;
            all_days.extend([window.after, window.to].into_iter().filter(|&day| day != BEGINNING));
        }
        let sorted = order::sorted(all_days.len(), &|a, b| all_days[a].cmp(&all_days[b]));
        let mut days: Vec<i32> = sorted.into_iter().map(|n| all_days[n]).collect();
        days.dedup();
        let leaves: Vec<usize> = (0..group.measures.len())
            .filter(|&measure| group.measures[measure].sum_of.is_empty())
            .collect();
        let n_columns = leaves.len() * days.len();
        let mut program = Program {
            group,
            goal,
            days,
            leaves,
            n_columns,
            matrix: Vec::new(),
            right: Vec::new(),
            costs: vec![0.0; n_columns],
            objective: [0.0; 3],
            basic: Vec::new(),
            others: (0..n_columns).collect(),
            origins: Vec::new(),
            tolerance: FINE,
        };
        program.add_structure();
        for &n in active {
            let row = &rows[n];
            let sign = if row.end == End::High { 1.0 } else { -1.0 };
            let number = row.limit.number() as f64;
            let open = if row.limit.is_open() { -1.0 } else { 0.0 };
            program.tolerance = program.tolerance.max(number.abs() * COARSE);
            let terms = [(row.measure, row.window, sign)];
            program.add(&terms, [0.0, number, open], Some(n));
        }
        program.set_goal();
        program
    }

    /// What holds of all counts and does not lie in the choice of the unknowns.
    fn add_structure(&mut self) {
        let group = self.group;
        let until: Vec<Window> =
            self.days.iter().map(|&to| Window { after: BEGINNING, to }).collect();
        for (measure, node) in group.measures.iter().enumerate() {
            // Sums of what only grows only grow.
            let may_fall = node.accumulates && self.has_level_below(measure);
            for (n, &window) in until.iter().enumerate() {
                for &part in &node.includes {
                    self.add(&[(part, window, 1.0), (measure, window, -1.0)], [0.0; 3], None);
                }
                if n > 0 && may_fall {
                    let before = until[n - 1];
                    self.add(&[(measure, before, 1.0), (measure, window, -1.0)], [0.0; 3], None);
                }
            }
        }
    }

    fn has_level_below(&self, measure: usize) -> bool {
        let parts = &self.group.measures[measure].sum_of;
        parts
            .iter()
            .any(|&part| !self.group.measures[part].accumulates || self.has_level_below(part))
    }

    /// Adds a row: the sum of signed amounts is at most `right`.
    fn add(&mut self, terms: &[(usize, Window, f64)], right: Amount, origin: Option<usize>) {
        let start = self.matrix.len();
        self.matrix.resize(start + self.n_columns, 0.0);
        for &(measure, window, sign) in terms {
            for (n, &leaf) in self.leaves.iter().enumerate() {
                if !is_within(self.group, leaf, measure) {
                    continue;
                }
                for (day_idx, &day) in self.days.iter().enumerate() {
                    let amount = if self.group.measures[leaf].accumulates {
                        f64::from(u8::from(window.after < day && day <= window.to))
                    } else {
                        f64::from(i8::from(day == window.to) - i8::from(day == window.after))
                    };
                    self.matrix[start + n * self.days.len() + day_idx] += sign * amount;
                }
            }
        }
        self.basic.push(self.n_columns + self.origins.len());
        self.right.push(right);
        self.origins.push(origin);
    }

    /// Sets what is to be least. An upper end is found by the slack that it leaves below an infinite
    /// bound.
    fn set_goal(&mut self) {
        let Some((measure, day, end)) = self.goal else { return };
        let window = Window { after: BEGINNING, to: day };
        let row = self.right.len();
        self.add(&[(measure, window, 1.0)], [1.0, 0.0, 0.0], None);
        let start = row * self.n_columns;
        if end == End::Low {
            // The count itself; its row was only needed to know the coefficients.
            self.costs = self.matrix.split_off(start);
            self.right.pop();
            self.basic.pop();
            self.origins.pop();
            return;
        }
        // The slack leaves the basis for one of the unknowns that make up the count.
        if let Some(column) = (0..self.n_columns).find(|&n| self.matrix[start + n] != 0.0) {
            self.pivot(row, column);
            self.costs[column] = 1.0;
        }
    }

    fn is_negative(&self, amount: Amount) -> bool {
        for (n, tolerance) in [(0, TINY), (1, self.tolerance), (2, TINY)] {
            if amount[n].abs() > tolerance {
                return amount[n] < 0.0;
            }
        }
        false
    }

    fn run(mut self) -> Found {
        for _ in 0..MAX_STEPS * (self.right.len() + self.n_columns + 1) {
            let negative = (0..self.right.len()).filter(|&n| self.is_negative(self.right[n]));
            let Some(row) = negative.min_by_key(|&n| self.basic[n]) else {
                return self.optimal();
            };
            let start = row * self.n_columns;
            let mut best: Option<(f64, usize, usize)> = None;
            for column in 0..self.n_columns {
                let entry = self.matrix[start + column];
                if entry < -TINY {
                    let ratio = (self.costs[column] / -entry, self.others[column], column);
                    let is_better = best.is_none_or(|(least, number, _)| {
                        ratio.0 < least - TINY || (ratio.0 < least + TINY && ratio.1 < number)
                    });
                    if is_better {
                        best = Some(ratio);
                    }
                }
            }
            match best {
                Some((_, _, column)) => self.pivot(row, column),
                None => {
                    let mut because = Vec::new();
                    because.extend(self.origin(self.basic[row]));
                    for column in 0..self.n_columns {
                        if self.matrix[start + column] > TINY {
                            because.extend(self.origin(self.others[column]));
                        }
                    }
                    return Found::Infeasible(because);
                }
            }
        }
        Found::Lost
    }

    /// The given row that a variable is the slack of.
    fn origin(&self, variable: usize) -> Option<usize> {
        self.origins.get(variable.checked_sub(self.n_columns)?).copied().flatten()
    }

    /// Exchanges a basic variable with another.
    fn pivot(&mut self, row: usize, column: usize) {
        let n = self.n_columns;
        let entry = self.matrix[row * n + column];
        for k in 0..n {
            self.matrix[row * n + k] /= entry;
        }
        self.matrix[row * n + column] = 1.0 / entry;
        self.right[row] = self.right[row].map(|part| part / entry);
        let right = self.right[row];
        for other in 0..self.right.len() {
            let factor = self.matrix[other * n + column];
            if other == row || factor == 0.0 {
                continue;
            }
            for k in 0..n {
                let by = factor * self.matrix[row * n + k];
                let own = &mut self.matrix[other * n + k];
                *own = if k == column { -by } else { *own - by };
            }
            for k in 0..3 {
                self.right[other][k] -= factor * right[k];
            }
        }
        let factor = self.costs[column];
        for k in 0..n {
            let by = factor * self.matrix[row * n + k];
            self.costs[k] = if k == column { -by } else { self.costs[k] - by };
        }
        for k in 0..3 {
            self.objective[k] += factor * right[k];
        }
        std::mem::swap(&mut self.basic[row], &mut self.others[column]);
    }

    fn optimal(self) -> Found {
        let mut values = vec![[0.0; 3]; self.n_columns];
        for (row, &variable) in self.basic.iter().enumerate() {
            if let Some(value) = values.get_mut(variable) {
                *value = self.right[row];
            }
        }
        let counts = Counts::new(&self, &values);
        let mut because = Vec::new();
        for (column, &variable) in self.others.iter().enumerate() {
            if self.costs[column] > TINY {
                because.extend(self.origin(variable));
            }
        }
        let Some((_, _, end)) = self.goal else {
            return Found::Optimal { counts, answer: Answer::Unbounded };
        };
        // Of an upper end the objective is what it stays below ω.
        let [omega, number, epsilon] = match end {
            End::Low => self.objective,
            End::High => {
                let [a, b, c] = self.objective;
                [1.0 - a, -b, -c]
            }
        };
        let answer = if omega > TINY {
            Answer::Unbounded
        } else {
            Answer::End { number: snapped(number), is_open: epsilon.abs() > TINY, because }
        };
        Found::Optimal { counts, answer }
    }
}

/// The whole number that rounding has moved away from, where there is one.
fn snapped(number: f64) -> f64 {
    let whole = number.round();
    if (number - whole).abs() <= FINE.max(number.abs() * COARSE) { whole } else { number }
}

/// Whether a leaf is a measure or one of those that it is the sum of.
fn is_within(group: &Group, leaf: usize, measure: usize) -> bool {
    leaf == measure
        || group.measures[measure].sum_of.iter().any(|&part| is_within(group, leaf, part))
}

/// A history that a program has found: counts that stay the same between its days.
struct Counts {
    days: Vec<i32>,
    /// Of each measure on each day.
    counts: Vec<Vec<Amount>>,
    tolerance: f64,
}

impl Counts {
    fn new(program: &Program, values: &[Amount]) -> Counts {
        let n_days = program.days.len();
        let mut counts = vec![vec![[0.0; 3]; n_days]; program.group.measures.len()];
        for (measure, days) in counts.iter_mut().enumerate() {
            for (n, &leaf) in program.leaves.iter().enumerate() {
                if !is_within(program.group, leaf, measure) {
                    continue;
                }
                let mut so_far = [0.0; 3];
                for day in 0..n_days {
                    let value = values[n * n_days + day];
                    let before =
                        if program.group.measures[leaf].accumulates { so_far } else { [0.0; 3] };
                    for k in 0..3 {
                        so_far[k] = before[k] + value[k];
                        days[day][k] += so_far[k];
                    }
                }
            }
        }
        Counts { days: program.days.clone(), counts, tolerance: program.tolerance }
    }

    fn at(&self, measure: usize, day: i32) -> Amount {
        let n_before = self.days.partition_point(|&other| other <= day);
        if n_before == 0 { [0.0; 3] } else { self.counts[measure][n_before - 1] }
    }

    /// Of each end, the row that the history breaks most.
    fn broken(&self, rows: &[Row], active: &[usize]) -> (Option<usize>, Option<usize>) {
        let mut worst: [Option<(f64, f64, f64, usize)>; 2] = [None; 2];
        for (n, row) in rows.iter().enumerate() {
            let (to, after) = (
                self.at(row.measure, row.window.to),
                match row.window.after {
                    BEGINNING => [0.0; 3],
                    day => self.at(row.measure, day),
                },
            );
            let sign = if row.end == End::High { 1.0 } else { -1.0 };
            let by = |k: usize| sign * (to[k] - after[k]);
            let open = f64::from(u8::from(row.limit.is_open()));
            let excess = (by(0), by(1) - row.limit.number() as f64, by(2) + open, n);
            let tolerance = self.tolerance.max(row.limit.number().abs() as f64 * COARSE);
            let is_broken = excess.0 > TINY
                || (excess.0 > -TINY
                    && (excess.1 > tolerance || (excess.1 > -tolerance && excess.2 > TINY)));
            let slot = &mut worst[usize::from(row.end == End::High)];
            let is_worse =
                slot.is_none_or(|most| (excess.0, excess.1, excess.2) > (most.0, most.1, most.2));
            if is_broken && is_worse && !active.contains(&n) {
                *slot = Some(excess);
            }
        }
        let [low, high] = worst.map(|row| row.map(|(.., n)| n));
        (low, high)
    }
}
