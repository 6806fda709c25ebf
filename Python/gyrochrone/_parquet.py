# SPDX-License-Identifier: GPL-3.0-or-later
"""Parquet files of stars that become Parquet files of ages, with pyarrow."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _library
from ._arguments import UNITS
from ._library import ArgumentError, GyrochroneError
from ._partition import COLUMNS, POSTERIOR, Report, dated, required

if TYPE_CHECKING:
    import pyarrow

#: Options of ages that a model rests on; others name columns, or do not change a number.
_ASSUMPTIONS = (
    "prior", "max_age", "outlier_fraction", "aliases", "extinction_law", "color_error", "grid")


class Part(NamedTuple):
    """A file of stars and the file of their ages, and what reports call them: the path inside the source."""

    source: Path
    output: Path
    name: str


def parts(source: Any, output: Any) -> list[Part]:
    """The files of a table, in the order of their names, with their outputs.

    Raises
    ------
    ArgumentError
        If there is none, two have one name, or an output is a source.
    """
    named = [Path(path) for path in ([source] if isinstance(source, (str, Path)) else source)]
    files: list[tuple[Path, Path]] = []
    for path in named:
        if not path.exists():
            raise ArgumentError(f"{path} does not exist; expected a folder of Parquet files, or a file.")
        found = _inside(path) if path.is_dir() else [path]
        if not found:
            raise ArgumentError(f"{path} holds no file whose name ends in .parquet.")
        inside = len(named) == 1 and path.is_dir()
        files += [(file, file.relative_to(path) if inside else Path(file.name)) for file in found]
    target = Path(output)
    if len(files) == 1 and target.suffix == ".parquet" and not target.is_dir():
        work = [Part(files[0][0], target, str(files[0][1]))]
    else:
        work = [Part(file, target / name, str(name)) for file, name in files]
    outputs = [part.output.resolve() for part in work]
    if len(set(outputs)) < len(outputs):
        raise ArgumentError("Two files of the source have one name; give a folder that holds both.")
    if set(outputs) & {part.source.resolve() for part in work}:
        raise ArgumentError(f"{output} is the source; choose another output.")
    return work


def _inside(folder: Path) -> list[Path]:
    """The parts in a folder; hidden files and those that begin with _ are none, as engines that write Parquet have it."""
    for catalog in (folder, folder.parent):
        if (catalog / "dataset").is_dir() and any(
                (catalog / name).exists() for name in ("hats.properties", "properties")):
            raise ArgumentError(
                f"{folder} is a HATS catalog, in which not every file is a part; open it with "
                f"lsdb.open_catalog({str(catalog)!r}) for map_partitions and report.")
    return sorted(file for file in folder.rglob("*.parquet")
                  if file.is_file() and not any(name[0] in "._" for name in file.relative_to(folder).parts))


def prepare(work: list[Part]) -> None:
    """Makes the folders of outputs that are missing, before there is anything to lose.

    Raises
    ------
    ArgumentError
        If one cannot be made or written into.
    """
    for folder in {part.output.parent for part in work if not part.output.exists()}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".gyrochrone-", dir=folder)
        except OSError as error:
            raise ArgumentError(
                f"The ages cannot be written into {folder}: {error.strerror}. Choose another output.") from error
        os.close(handle)
        os.unlink(name)


def tidy(work: list[Part]) -> None:
    """Removes what killed workers have left of parts that are whole."""
    outputs = {part.output for part in work}
    for folder in {output.parent for output in outputs}:
        for file in folder.glob(".*.partial"):
            if folder / file.name[1:].rsplit(".", 2)[0] in outputs:
                file.unlink(missing_ok=True)


def results(
    work: list[Part], client: Any, posterior: bool, rows: int, options: dict[str, Any],
) -> Iterator[tuple[Part, Report | None, str]]:
    """What came of each part: its report, or what was wrong."""
    if client is None:
        for part in work:
            yield part, *_outcome(lambda part=part: date(part, posterior, rows, options))
        return
    distributed = required("distributed", "A client", "survey")
    # Not pure: a part whose output was deleted is done again.
    futures = {client.submit(date, part, posterior, rows, options, pure=False): part for part in work}
    for future in distributed.as_completed(list(futures)):
        yield futures[future], *_outcome(future.result)


def _outcome(result: Any) -> tuple[Report | None, str]:
    try:
        return result(), ""
    except GyrochroneError as error:
        return None, str(error)
    except Exception as error:  # whatever it is, the other parts go on and the report names this one
        return None, f"{type(error).__name__}: {error}"


class _Stars(Mapping[str, Any]):
    """The columns of a piece of a table as :func:`gyrochrone.ages` takes them, with their units."""

    def __init__(self, table: pyarrow.Table, units: dict[str, str]) -> None:
        self._table, self._units = table, units

    def __getitem__(self, name: str) -> Any:
        values = self._table.column(name).to_numpy()
        unit = self._units.get(name)
        if unit is None or unit in set(UNITS.values()):
            return values
        units = required("astropy.units", f"The unit {unit} of the column {name}", "table")
        return units.Quantity(values, unit)

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.column_names)

    def __len__(self) -> int:
        return self._table.num_columns


def _units(schema: pyarrow.Schema) -> dict[str, str]:
    """The units of columns: of the fields, or of the header that astropy and ``gyro`` write."""
    found = {field.name: field.metadata[b"unit"].decode()
             for field in schema if field.metadata and field.metadata.get(b"unit")}
    header = (schema.metadata or {}).get(b"table_meta_yaml")
    if header is not None:
        meta = required("astropy.table.meta", "The units of this file", "table")
        for column in meta.get_header_from_yaml(header.decode().split("\n"))["datatype"]:
            if column.get("unit"):
                found[column["name"]] = str(column["unit"])
    return found


def _age_fields(posterior: bool) -> list[Any]:
    import pyarrow as pa

    from ._partition import posterior_type

    fields = []
    for name in COLUMNS:
        is_text = name.startswith("gyro_")
        unit = {b"unit": b"Myr"} if name.startswith("age_myr") else None
        fields.append(pa.field(
            name, pa.string() if is_text else pa.float64(), nullable=not is_text, metadata=unit))
    if posterior:
        fields.append(pa.field(POSTERIOR, posterior_type()))
    return fields


def _header(schema: pyarrow.Schema, units: dict[str, str], remarks: dict[str, str]) -> str | None:
    """Units and provenance as astropy reads them; None where a column is none that astropy describes."""
    import pyarrow.types as types

    names = {"double": "float64", "float": "float32", "halffloat": "float16"}
    columns = []
    for field in schema:
        kind = field.type.value_type if types.is_dictionary(field.type) else field.type
        if types.is_string(kind) or types.is_large_string(kind):
            name = "string"
        elif types.is_integer(kind) or types.is_floating(kind) or types.is_boolean(kind):
            name = names.get(str(kind), str(kind))
        else:
            return None
        column = {"name": field.name, "datatype": name}
        if field.name in units:
            column["unit"] = units[field.name]
        columns.append(column)
    # JSON is YAML.
    lines = ["datatype:", *(f"- {json.dumps(column)}" for column in columns),
             f"meta: {json.dumps(remarks)}"]
    return "\n".join(lines)


def _provenance(options: dict[str, Any]) -> dict[str, str]:
    """What the ages rest on, by the keys that ``gyro age`` writes."""
    chosen = {key: options[key] for key in _ASSUMPTIONS if key in options}
    model = _library.model(options.get("model"), chosen)
    found = json.loads(_library.text("gyro_model_provenance", model.pointer))
    found["engine"] = options.get("engine", "auto")
    found["columns"] = json.dumps(
        {key: value for key, value in options.items()
         if key not in (*_ASSUMPTIONS, "model", "engine", "threads")}, sort_keys=True, default=str)
    del found["command"]
    return {f"gyro_{key}": value if isinstance(value, str) else json.dumps(value)
            for key, value in sorted(found.items())}


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _finished(part: Part, remarks: dict[str, str]) -> Report | None:
    """The report of a part that is there; None where it is not.

    Raises
    ------
    ArgumentError
        If what is there is not the result of the same stars and assumptions.
    """
    import pyarrow.parquet as pq

    if not part.output.exists():
        return None
    try:
        found = pq.read_metadata(part.output).metadata or {}
    except Exception as error:
        raise ArgumentError(f"{part.output} is not a Parquet file ({error}); delete it or choose another "
                            "output.") from error
    for key, value in remarks.items():
        there = found.get(key.encode())
        if there != value.encode():
            raise ArgumentError(
                f"{part.output} is of another run: {key} is {there.decode() if there else 'missing'}, now {value}. "
                "Delete it or choose another output.")
    return Report.from_json(found[b"gyro_report"].decode())


def _moved(message: str, start: int) -> str:
    """A message about a row of a piece of a file, with the row of the file."""
    found, count = re.subn(r"\brow (\d+)", lambda row: f"row {int(row[1]) + start}", message, count=1)
    return f"{found} Rows are counted from 0." if count else message


def date(part: Part, posterior: bool, rows: int, options: dict[str, Any]) -> Report:
    """Dates the stars of a file, unless that was done before; its ages appear whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    remarks = {"gyro_source": part.source.name, "gyro_source_sha256": _digest(part.source),
               "gyro_posterior": json.dumps(posterior), **_provenance(options)}
    found = _finished(part, remarks)
    if found is not None:
        return found
    with pq.ParquetFile(part.source) as file:
        schema = file.schema_arrow
        units = _units(schema)
        added = (*COLUMNS, POSTERIOR)
        kept = [field for field in schema if field.name.lower() not in added]
        fields = pa.schema([*kept, *_age_fields(posterior)])
        units = {name: unit for name, unit in units.items() if name.lower() not in added}
        units |= {name: "Myr" for name in COLUMNS if name.startswith("age_myr")}
        metadata = {key: value for key, value in (schema.metadata or {}).items()
                    if not key.startswith((b"gyro_", b"table_meta", b"table::", b"pandas", b"ARROW"))}
        metadata |= {key.encode(): value.encode() for key, value in remarks.items()}
        header = _header(fields, units, remarks)
        if header is not None:
            metadata[b"table_meta_yaml"] = header.encode()
        fields = fields.with_metadata(metadata)
        # A name of its own: where a worker is taken for lost but is not, two may write the same part.
        partial = part.output.with_name(f".{part.output.name}.{uuid.uuid4().hex}.partial")
        try:
            total, start = Report(partitions=1), 0
            with pq.ParquetWriter(partial, fields, compression="zstd") as writer:
                for batch in file.iter_batches(batch_size=rows):
                    table = pa.Table.from_batches([batch])
                    try:
                        columns = dated(_Stars(table, units), posterior, options)
                    except ArgumentError as error:
                        raise ArgumentError(_moved(str(error), start)) from error
                    counts = Report.of_texts(columns["gyro_flags"].to_pylist(),
                                             columns["gyro_reason_code"].to_pylist())
                    total = total + Report(counts.stars, counts.dated, counts.flags, counts.reasons)
                    arrays = [table.column(field.name) for field in kept] + list(columns.values())
                    writer.write_table(pa.Table.from_arrays(arrays, schema=fields))
                    start += len(table)
                writer.add_key_value_metadata({"gyro_report": total.to_json()})
            os.replace(partial, part.output)
        finally:
            partial.unlink(missing_ok=True)
    return total


def report(path: Path) -> Report:
    """The counts of the files that a run has written."""
    pq = required("pyarrow.parquet", "A report of Parquet files", "survey")
    total = Report()
    for part in parts(path, path / "nowhere" if path.is_dir() else path.with_suffix(".nowhere")):
        text = (pq.read_metadata(part.source).metadata or {}).get(b"gyro_report")
        if text is None:
            raise ArgumentError(f"{part.source} is no result of survey.run: it lacks gyro_report.")
        total += Report.from_json(text.decode())
    return total
