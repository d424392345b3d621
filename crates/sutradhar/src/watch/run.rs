//! Drives a plan with threads, a clock and the store.
//!
//! One thread plans; some ask servers; one writes. The writer takes the lock of the store for a batch, not for life, so
//! that others can write beside it. While it derives, asking goes on, and what comes waits in memory for the next batch:
//! nothing counts as known before it is safe in the store.

use super::guard::Guard;
use super::net::{Net, NetError, Reply};
use super::plan::{Ask, Batch, Event, Plan, PlanOptions};
use super::timing::{SECOND, after_round};
use crate::app::{App, AppError};
use crate::pipeline::{self, Cancel, RunError};
use crate::store::{FILE, ItemEnd, ItemKey, Settled, Store, StoreError, WatchBatch, WatchLock};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

/// How long what was learned waits to be written.
const WRITE_AFTER: i64 = SECOND;

/// So many pages do not wait any longer to become part of stories.
const DERIVE_PAGES: u64 = 200;

/// How often feeds are read again from the store, in case a person changed them.
const LOOK_AGAIN: i64 = 10 * SECOND;

/// How long to wait before a batch that could not be written is tried again.
const WRITE_AGAIN: Duration = Duration::from_secs(5);

/// How often that is done for a watch that looks only once.
const WRITES_ONCE: u32 = 12;

/// How long to wait for whoever looks whether a watch runs.
const LOCKED: Duration = Duration::from_millis(200);

/// How long the end waits for the writer.
const FAREWELL: Duration = Duration::from_secs(8);

/// How to watch.
#[derive(Debug, Clone)]
pub struct WatchOptions {
    /// Look once at every feed that is due, and end.
    pub once: bool,
    /// Hosts that are asked at a time.
    pub hosts: usize,
    /// Milliseconds between two questions to one host.
    pub polite: i64,
    /// What may be asked.
    pub guard: Guard,
}

/// Something that a watch tells while it runs.
#[derive(Debug)]
pub enum Told {
    /// Something about a feed or an item.
    Event(Event),
    /// So many new pages are safe in the store.
    Stored(u64),
    /// The stories show everything; so many articles were analysed, in so much time.
    Derived(u64, Duration),
    /// Something is wrong here, not with a feed; it is tried again.
    Trouble(String),
}

/// What a watch did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Feeds that were read.
    pub read: u64,
    /// Feeds that could not be read.
    pub failed: u64,
    /// Items that were new.
    pub items: u64,
    /// New pages in the store.
    pub stored: u64,
    /// Items without their page.
    pub missed: u64,
}

/// Milliseconds since 1970.
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, milliseconds)
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

enum Message {
    Answer(u64, Result<Reply, NetError>, i64),
    Written(Vec<ItemKey>, u64),
    Derived(u64, Duration),
    Free,
    Trouble(String),
}

/// What the writer is asked to do.
struct Order {
    batch: Batch,
    derive: bool,
}

/// Watches the feeds of the store until it is stopped, or once.
///
/// # Errors
/// The store cannot be read; another process watches with it.
pub fn watch(
    app: &App,
    options: &WatchOptions,
    net: &Arc<dyn Net>,
    tell: &mut dyn FnMut(Told),
) -> Result<Report, AppError> {
    let settings = app.settings();
    let dir = &settings.store;
    let _lock = WatchLock::acquire(dir, LOCKED)?;
    if !dir.join(FILE).exists() {
        return Err(StoreError::Missing { path: dir.clone() }.into());
    }
    // An older format is brought up to date by the first writer.
    if let Err(StoreError::Older { .. }) = Store::open(dir) {
        drop(Store::open_to_write(dir, settings.wait)?);
    }
    let store = Store::open(dir)?;
    let plan_options = PlanOptions {
        hosts: options.hosts,
        polite: options.polite,
        until: options.once.then(now),
        guard: options.guard.clone(),
    };
    let plan = Plan::new(plan_options, store.feeds()?, store.new_items()?, store.robots()?);
    let (inbox, messages) = mpsc::channel();
    let asks = askers(options.hosts, net, &inbox);
    let orders = writer(app, &inbox);
    let mut run = Run {
        cancel: app.cancel().clone(),
        underived: u64::from(!store.is_current()?),
        underived_since: 0,
        round: 0,
        store,
        plan,
        asks,
        orders,
        once: options.once,
        writing: false,
        news_since: None,
        looked: now(),
        troubles: 0,
        report: Report::default(),
    };
    run.until_the_end(&messages, tell)?;
    Ok(run.report)
}

struct Run {
    cancel: Cancel,
    store: Store,
    plan: Plan,
    asks: mpsc::Sender<Ask>,
    orders: mpsc::Sender<Order>,
    once: bool,
    /// Whether the writer is at work.
    writing: bool,
    /// Pages that are in no story yet, and since when.
    underived: u64,
    underived_since: i64,
    /// How long the last round of deriving took, in milliseconds.
    round: i64,
    news_since: Option<i64>,
    looked: i64,
    /// How often in a row a batch could not be written.
    troubles: u32,
    report: Report,
}

impl Run {
    fn until_the_end(
        &mut self,
        messages: &mpsc::Receiver<Message>,
        tell: &mut dyn FnMut(Told),
    ) -> Result<(), AppError> {
        while !self.cancel.is_cancelled() {
            let at = now();
            if at - self.looked >= LOOK_AGAIN {
                self.looked = at;
                match self.store.feeds() {
                    Ok(feeds) => self.plan.reconcile(feeds),
                    Err(e) => self.unread(e.into(), tell)?,
                }
            }
            for ask in self.plan.next(at) {
                // Its threads live as long as this one.
                let _ = self.asks.send(ask);
            }
            self.tell_events(tell);
            let idle = self.plan.is_idle(at);
            self.order(at, idle && self.once);
            let rest = self.writing || self.plan.has_news() || self.underived > 0;
            if self.once && idle && !rest {
                return Ok(());
            }
            let wake = self.plan.wake().map_or(SECOND, |at| at - now()).clamp(5, SECOND / 2);
            let wait = Duration::from_millis(wake.unsigned_abs());
            let mut message = messages.recv_timeout(wait).ok();
            while let Some(one) = message {
                self.hear(one, tell)?;
                message = messages.try_recv().ok();
            }
        }
        self.farewell(messages, tell)
    }

    /// What is known is written; what is on its way is asked for again by the next watch.
    fn farewell(&mut self, messages: &mpsc::Receiver<Message>, tell: &mut dyn FnMut(Told)) -> Result<(), AppError> {
        let end = Instant::now() + FAREWELL;
        let mut last = false;
        while Instant::now() < end {
            if !self.writing {
                if last || !self.plan.has_news() {
                    break;
                }
                last = true;
                self.send(false);
            }
            if let Ok(message) = messages.recv_timeout(Duration::from_millis(100)) {
                self.hear(message, tell)?;
            }
        }
        Ok(())
    }

    /// Gives the writer something to do, if it is free and there is enough. `ending`: whatever there is.
    fn order(&mut self, at: i64, ending: bool) {
        if self.plan.has_news() {
            self.news_since.get_or_insert(at);
        }
        if self.writing {
            return;
        }
        let waited = self.news_since.is_some_and(|since| at - since >= WRITE_AFTER);
        let news = self.plan.has_news() && (waited || ending);
        let due = self.underived >= DERIVE_PAGES || at - self.underived_since >= after_round(self.round);
        let derive = self.underived > 0 && (due || (ending && !self.plan.has_news()));
        if news || derive {
            self.send(derive);
        }
    }

    fn send(&mut self, derive: bool) {
        self.news_since = None;
        let batch = self.plan.take();
        self.writing = self.orders.send(Order { batch, derive }).is_ok();
        if derive {
            self.underived = 0;
        }
    }

    fn hear(&mut self, message: Message, tell: &mut dyn FnMut(Told)) -> Result<(), AppError> {
        match message {
            Message::Answer(ticket, reply, ms) => {
                if let Err(e) = self.plan.answered(ticket, reply, ms, now(), &self.store) {
                    self.unread(e.into(), tell)?;
                }
            }
            Message::Written(keys, new) => {
                self.plan.written(&keys);
                self.troubles = 0;
                self.report.stored += new;
                if new > 0 {
                    if self.underived == 0 {
                        self.underived_since = now();
                    }
                    self.underived += new;
                    tell(Told::Stored(new));
                }
            }
            Message::Derived(analysed, time) => {
                self.underived = 0;
                self.round = milliseconds(time);
                tell(Told::Derived(analysed, time));
            }
            Message::Free => self.writing = false,
            Message::Trouble(why) => {
                self.troubles += 1;
                // Whoever started it once waits for its end; the next one asks again for what could not be written.
                if self.once && self.troubles >= WRITES_ONCE {
                    return Err(AppError::Refused(why));
                }
                tell(Told::Trouble(why));
            }
        }
        self.tell_events(tell);
        Ok(())
    }

    /// The store could not be read this time: a watch that goes on tries again.
    fn unread(&self, why: AppError, tell: &mut dyn FnMut(Told)) -> Result<(), AppError> {
        if self.once {
            return Err(why);
        }
        tell(Told::Trouble(why.to_string()));
        Ok(())
    }

    fn tell_events(&mut self, tell: &mut dyn FnMut(Told)) {
        for event in self.plan.events() {
            match &event {
                Event::Read { new, .. } => {
                    self.report.read += 1;
                    self.report.items += *new as u64;
                }
                Event::Failed { .. } => self.report.failed += 1,
                Event::Missed { .. } => self.report.missed += 1,
                Event::Ended { .. } | Event::Moved { .. } => {}
            }
            tell(Told::Event(event));
        }
    }
}

/// Threads that ask servers, as many as hosts are asked at a time.
fn askers(n: usize, net: &Arc<dyn Net>, inbox: &mpsc::Sender<Message>) -> mpsc::Sender<Ask> {
    let (asks, questions) = mpsc::channel::<Ask>();
    let questions = Arc::new(Mutex::new(questions));
    for _ in 0..n {
        let (net, inbox, questions) = (Arc::clone(net), inbox.clone(), Arc::clone(&questions));
        std::thread::spawn(move || {
            loop {
                let next = match questions.lock() {
                    Ok(questions) => questions.recv(),
                    Err(_) => return,
                };
                let Ok(ask) = next else { return };
                let begun = Instant::now();
                // A fault in a reader of foreign bytes costs one answer, not the watch.
                let reply = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| net.ask(&ask.question)));
                let reply = reply.unwrap_or_else(|_| Err(NetError::Broken("a fault of this program".to_string())));
                let ms = milliseconds(begun.elapsed());
                if inbox.send(Message::Answer(ask.ticket, reply, ms)).is_err() {
                    return;
                }
            }
        });
    }
    asks
}

/// The thread that writes.
fn writer(app: &App, inbox: &mpsc::Sender<Message>) -> mpsc::Sender<Order> {
    let (orders, todo) = mpsc::channel::<Order>();
    let (app, inbox) = (app.clone(), inbox.clone());
    std::thread::spawn(move || {
        for order in todo {
            let mut batch = ready(order.batch);
            loop {
                match write(&app, &mut batch, order.derive, &inbox) {
                    Ok(()) | Err(AppError::Run(RunError::Cancelled)) => break,
                    Err(e) => {
                        let _ = inbox.send(Message::Trouble(e.to_string()));
                    }
                }
                if app.cancel().is_cancelled() {
                    break;
                }
                std::thread::sleep(WRITE_AGAIN);
            }
            if inbox.send(Message::Free).is_err() {
                return;
            }
        }
    });
    orders
}

/// A batch for the store, with the keys of its items.
type Ready = Option<(WatchBatch, Vec<ItemKey>)>;

/// Makes units of pages; one that holds no article is said to be none.
fn ready(batch: Batch) -> Ready {
    let Batch {
        feeds,
        items,
        mut settled,
        pages,
        robots,
        fetches,
        keys,
    } = batch;
    let mut units = Vec::with_capacity(pages.len());
    for (raw, given, key) in pages {
        match pipeline::incoming(raw, 0, &given) {
            Ok(unit) => units.push((unit, given, key)),
            Err(why) => {
                let before = settled.iter().position(|s| s.key == key);
                let said = before.and_then(|at| settled.swap_remove(at).said);
                // An item that is fetched again has a page already.
                let again = said.as_ref().is_some_and(|(_, times)| *times > 0);
                settled.push(Settled {
                    key,
                    end: if again { ItemEnd::Stored } else { ItemEnd::Skipped },
                    why: Some(format!("no-page {why}")),
                    said,
                });
            }
        }
    }
    let batch = WatchBatch {
        feeds,
        items,
        settled,
        pages: units,
        robots,
        fetches,
    };
    Some((batch, keys))
}

/// Writes a batch, and brings the stories up to date if that is asked for. What is written is taken out of `batch`.
fn write(app: &App, batch: &mut Ready, derive: bool, inbox: &mpsc::Sender<Message>) -> Result<(), AppError> {
    let settings = app.settings();
    let mut store = Store::open_to_write(&settings.store, settings.wait)?;
    if let Some((pages, keys)) = batch.take() {
        let stored = match pages.is_empty() {
            true => Ok(Default::default()),
            false => store.keep_watched(&pages, now()),
        };
        match stored {
            Ok(stored) => {
                let _ = inbox.send(Message::Written(keys, stored.new));
            }
            Err(e) => {
                *batch = Some((pages, keys));
                return Err(e.into());
            }
        }
    }
    if derive {
        let begun = Instant::now();
        let summary = pipeline::refresh(&mut store, &app.options(), &mut |_| {})?;
        let took = begun.elapsed();
        store.all_told(now(), milliseconds(took))?;
        let _ = inbox.send(Message::Derived(summary.analysed, took));
    }
    Ok(())
}
