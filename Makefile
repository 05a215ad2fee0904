# Everything a newcomer needs: 'make demo' and 'make test' do their own set-up.

SHELL := /bin/bash
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
TOOLS := $(CURDIR)/.build/tools
RELEASE := swift build -c release --static-swift-stdlib --explicit-target-dependency-import-check error
BIN = $(shell $(RELEASE) --show-bin-path)
SOURCES := Sources Tests Package.swift Benchmarks/Sources Benchmarks/Package.swift Fuzzing/Sources Fuzzing/Package.swift

export WARRAQ_PYTHON ?= $(TOOLS)/bin/python3
export EPUBCHECK_VENV ?= $(TOOLS)

.PHONY: help deps tools build demo test lint format fields golden conformance examples feed-suites book-suites epubcheck-suite interrupt growth check-long spark-example bench docs install clean bench-formats bench-extraction bench-warc instructions fuzz jobs

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  %-16s %s\n", $$1, $$2 }'

deps: ## Install the C libraries and what the tests call, where they are missing
	@Tests/Support/install-dependencies

tools: deps ## Install the validators that the tests call, below .build/tools
	@Tests/Support/install-tools '$(TOOLS)'

build: deps ## Build the command for use
	$(RELEASE) --product warraq
	@echo "built $(BIN)/warraq"

demo: build ## Convert a sample into every format and show where the results are
	@Tests/Support/demo '$(BIN)/warraq'

test: tools ## Run all tests
	swift test --parallel

lint: ## Check the style of the code, that no format uses another, the tree in CONTRIBUTING
	@Tests/Support/check-formats
	@Tests/Support/tree --check
	swift format lint --strict --recursive --parallel $(SOURCES)
	@Tests/Support/fields --check

format: ## Mend the style of the code and the tree in CONTRIBUTING
	@Tests/Support/tree
	swift format --in-place --recursive --parallel $(SOURCES)

fields: ## Make what follows from the properties of Article: code, schema, documentation
	@Tests/Support/fields

golden: ## Run the golden tests; with WARRAQ_RECORD=1 rewrite what they expect
	swift test --filter Golden

conformance: build tools ## Run the official validators over what the command writes
	@Tests/Support/conformance '$(BIN)/warraq'

examples: build ## Run the examples of the README and of the help
	@Tests/Support/examples '$(BIN)/warraq'

feed-suites: build ## Count the right cases of feedparser or feedvalidator in SUITE
	@Tests/Support/feed-suites '$(SUITE)' --warraq '$(BIN)/warraq'

epubcheck-suite: build ## Count the faulty books of epubcheck in SUITE that are found out
	@Tests/Support/epubcheck-suite '$(SUITE)' --warraq '$(BIN)/warraq'

book-suites: build ## Count the words lost from the books of public suites in SUITE
	@Tests/Support/book-suites '$(SUITE)' --warraq '$(BIN)/warraq'

interrupt: build ## Kill runs at random moments, resume them, compare with undisturbed ones
	@Tests/Support/interrupt '$(BIN)/warraq' 50000

check-long: build ## What takes too long for every change: kills, growth, completion, 5,000 agency files
	@Tests/Support/interrupt '$(BIN)/warraq' 50000 29
	@Tests/Support/completions '$(BIN)/warraq'
	@Tests/Support/guard-fields
	@Tests/Support/growth '$(BIN)/warraq'
	@Tests/Support/agency-files '$(BIN)/warraq' 5000

growth: build ## Double each repeatable part of documents and see what it costs; PARTS='newsml link'
	@Tests/Support/growth '$(BIN)/warraq' $(PARTS)

spark-example: build ## Convert a partitioned corpus with Apache Spark and compare with one run
	@Examples/spark/run '$(BIN)/warraq'

bench: build ## Race other tools; STORIES=20000 for a shorter race
	@Benchmarks/run '$(BIN)/warraq' $(STORIES)

bench-formats: deps ## Measure reading and writing of every format alone
	@mkdir -p .build/bench
	Benchmarks/corpus.py 2000 .build/bench/formats.jsonl
	swift run -c release --package-path Benchmarks warraq-benchmarks .build/bench/formats.jsonl

bench-extraction: build ## Measure how well and how fast pages are read; PAGES=FOLDER or WARRAQ_SHARED
	@Benchmarks/pages extraction '$(BIN)/warraq' $(PAGES)

bench-warc: build ## Measure reading a web archive; PAGES=FOLDER or WARRAQ_SHARED
	@Benchmarks/pages warc '$(BIN)/warraq' $(PAGES)

instructions: build ## Count instructions and compare them with those on record
	@Benchmarks/instructions '$(BIN)/warraq'

jobs: build ## Compare the processor time of two jobs with that of one
	@Benchmarks/jobs '$(BIN)/warraq'

SECONDS ?= 60
TARGETS ?=
FUZZ := swift build -c release --package-path Fuzzing --scratch-path .build/fuzz -Xswiftc -sanitize=fuzzer,address

fuzz: deps ## Fuzz every reader, writer and checker; SECONDS=600 TARGETS='read-rss book' for more of less
	$(FUZZ)
	Fuzzing/run "$$($(FUZZ) --show-bin-path)/warraq-fuzz" '$(SECONDS)' $(TARGETS)

docs: deps ## Build the documentation of the library
	WARRAQ_DOCS=1 swift package --allow-writing-to-directory .build/docs \
	  generate-documentation --enable-experimental-combined-documentation \
	  --target WarraqModel --target WarraqCore --target Warraq --output-path .build/docs
	@echo "see it with: python3 -m http.server -d .build/docs, then http://localhost:8000/documentation/"

install: build ## Install the command and its manual pages below PREFIX (default /usr/local)
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -s -m 755 '$(BIN)/warraq' '$(DESTDIR)$(PREFIX)/bin/warraq'
	install -d '$(DESTDIR)$(PREFIX)/share/man/man1'
	for page in $$('$(BIN)/warraq' help --man); do \
	  '$(BIN)/warraq' help --man $$page > '$(DESTDIR)$(PREFIX)/share/man/man1/'$$page.1 || exit 1; \
	done

clean: ## Remove everything that was built
	rm -rf .build demo
